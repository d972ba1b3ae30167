import { type RefObject, useEffect, useState } from 'react';
import { usePrinting } from '../ui/use-printing.ts';
import type { ListSection } from './use-list-sections.ts';

/**
 * The list of an ordinary session is whole: a browser's search, a screen reader and a printer have
 * all of it before them.
 */
const WHOLE_ROWS = 300;

/**
 * Whether all rows are drawn and not only those in sight: of a list that is short, for the printer,
 * for whoever selects all of its text, and for a browser's own search, which finds what is in the
 * page. Nobody says when a search ends, so that lasts until the list is left.
 */
export function useWholeList(list: RefObject<HTMLElement | null>, sections: readonly ListSection[]): boolean {
  const isPrinting = usePrinting();
  const [isSearched, setSearched] = useState(false);
  const [isSelected, setSelected] = useState(false);
  useEffect(() => {
    const onKeyDown = ({ key, ctrlKey, metaKey }: KeyboardEvent) => {
      if ((ctrlKey || metaKey) && key.toLowerCase() === 'f') setSearched(true);
    };
    const onSelect = () => setSelected(isSelectedWhole(list.current));
    window.addEventListener('keydown', onKeyDown);
    document.addEventListener('selectionchange', onSelect);
    return () => {
      window.removeEventListener('keydown', onKeyDown);
      document.removeEventListener('selectionchange', onSelect);
    };
  }, [list]);
  return (
    isPrinting || isSearched || isSelected || sections.reduce((sum, { rows }) => sum + rows.length, 0) <= WHOLE_ROWS
  );
}

function isSelectedWhole(list: HTMLElement | null): boolean {
  const selection = document.getSelection();
  if (list === null || selection === null || selection.isCollapsed) return false;
  const [first, last] = [list.querySelector('li'), [...list.querySelectorAll('li')].at(-1)];
  return first !== null && last !== undefined && [first, last].every((row) => selection.containsNode(row, true));
}
