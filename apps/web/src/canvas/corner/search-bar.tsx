import { ActionIcon, CloseButton, TextInput } from '@mantine/core';
import { IconChevronDown, IconChevronUp, IconSearch } from '@tabler/icons-react';
import { useValue } from '@tldraw/tldraw';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CardCommands } from '../cards/card-commands.ts';
import type { CardSearch } from '../cards/card-search.ts';
import classes from './search-bar.module.css';

type Props = {
  readonly search: CardSearch;
  readonly commands: CardCommands;
  /** Gives the keys back to the canvas. */
  readonly onClose: () => void;
};

/** A word is looked for when the person pauses, so that typing stays smooth on a large board. */
const PAUSE_MS = 150;

/**
 * Search on the canvas: what is found is marked on all of it, and Enter goes from one to the next.
 */
export function SearchBar({ search, commands, onClose }: Props) {
  const { t } = useTranslation();
  const { text: sought, pointIds, current } = useValue(search.found);
  const [text, setText] = useState(sought);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  useEffect(() => {
    const timer = setTimeout(() => search.look(text), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [search, text]);

  function close(): void {
    search.close();
    onClose();
  }

  function step(by: 1 | -1): void {
    if (search.found.get().text !== text) search.look(text);
    const pointId = search.step(by);
    if (pointId !== null) commands.focus(pointId, { edit: false });
  }

  function onKeyDown(event: KeyboardEvent): void {
    // An input method uses these keys while it composes.
    if (event.nativeEvent.isComposing || event.nativeEvent.keyCode === 229) return;
    if (event.key === 'Enter') step(event.shiftKey ? -1 : 1);
    else if (event.key === 'Escape') close();
    else return;
    event.preventDefault();
  }

  const count = pointIds.length;
  const at = current === null ? 0 : pointIds.indexOf(current) + 1;
  const status = at > 0 ? t('canvas.search.position', { at, count }) : t('canvas.search.found', { count });
  return (
    <search className={classes.bar} aria-label={t('canvas.search.label')}>
      <TextInput
        ref={field}
        className={classes.field}
        variant="unstyled"
        type="search"
        enterKeyHint="search"
        value={text}
        aria-label={t('canvas.search.label')}
        placeholder={t('canvas.search.placeholder')}
        leftSection={<IconSearch size={18} aria-hidden />}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      <span className={classes.status} role="status">
        {sought.trim() === '' ? '' : status}
      </span>
      <ActionIcon
        size={40}
        variant="subtle"
        color="dark"
        disabled={count === 0}
        aria-label={t('canvas.search.previous')}
        onClick={() => step(-1)}
      >
        <IconChevronUp size={20} />
      </ActionIcon>
      <ActionIcon
        size={40}
        variant="subtle"
        color="dark"
        disabled={count === 0}
        aria-label={t('canvas.search.next')}
        onClick={() => step(1)}
      >
        <IconChevronDown size={20} />
      </ActionIcon>
      <CloseButton size={40} aria-label={t('canvas.search.close')} onClick={close} />
    </search>
  );
}
