import { HELD_WHOLE, type PointIndex, type ThemeArea } from '@gongyi/board';
import { ActionIcon } from '@mantine/core';
import { IconMap, IconMapOff, IconSearch } from '@tabler/icons-react';
import { type Editor, react, useValue } from '@tldraw/tldraw';
import { type CSSProperties, type MouseEvent, memo, type ReactNode, useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ThemeView } from '../../api/trpc.ts';
import type { CardSearch } from '../cards/card-search.ts';
import type { AreaModel } from '../window/area-model.ts';
import { goTo, zoomToArea } from '../window/zoom-to-areas.ts';
import classes from './minimap.module.css';
import { followMinimap, MINIMAP_HEIGHT_PX, STRIP_WIDTH_PX } from './paint-minimap.ts';

type Props = {
  readonly editor: Editor;
  readonly index: PointIndex;
  readonly areas: AreaModel;
  readonly themes: readonly ThemeView[];
  readonly search: CardSearch;
};

/**
 * Ways about a large board: the search, and a strip for each theme with all of its cards, however
 * long it has become: where one is, what was found, and a click goes there.
 */
export const Minimap = memo(function Minimap(props: Props) {
  const { t } = useTranslation();
  // It covers a corner: offered unasked only where there is room for it, and more than fits into
  // one view.
  const [isOpen, setOpen] = useState(
    () => props.index.size() > HELD_WHOLE && matchMedia('(min-width: 48.0625em)').matches,
  );
  const label = t(isOpen ? 'canvas.minimap.hide' : 'canvas.minimap.show');
  return (
    <div className={classes.corner}>
      {isOpen && <Strips {...props} />}
      <div className={classes.tools}>
        <Tool label={label} isOpen={isOpen} onClick={() => setOpen(!isOpen)}>
          {isOpen ? <IconMapOff size={20} /> : <IconMap size={20} />}
        </Tool>
        <Tool label={t('canvas.toolbar.search')} onClick={props.search.open}>
          <IconSearch size={20} />
        </Tool>
      </div>
    </div>
  );
});

type ToolProps = {
  readonly label: string;
  readonly isOpen?: boolean;
  readonly onClick: () => void;
  readonly children: ReactNode;
};

function Tool({ label, isOpen, onClick, children }: ToolProps) {
  return (
    <ActionIcon
      size={44}
      variant="default"
      className={classes.tool}
      aria-label={label}
      title={label}
      aria-expanded={isOpen}
      onClick={onClick}
    >
      {children}
    </ActionIcon>
  );
}

function Strips({ editor, index, areas, themes, search }: Props) {
  const { t } = useTranslation();
  const current = useValue('areas', () => areas.areas.get(), [areas]);
  const attach = useCallback(
    (canvas: HTMLCanvasElement | null) =>
      canvas === null ? undefined : followMinimap(canvas, { index, areas, themes, search }),
    [index, areas, themes, search],
  );
  return (
    <nav className={classes.map} aria-label={t('canvas.minimap.label')}>
      <canvas
        ref={attach}
        className={classes.picture}
        style={{ width: current.length * STRIP_WIDTH_PX, height: MINIMAP_HEIGHT_PX }}
        aria-hidden
      />
      {current.map((area, place) => (
        <Strip
          key={area.themeId}
          editor={editor}
          area={area}
          label={t('canvas.minimap.goTo', {
            theme: themes[place]?.name ?? '',
            number: place + 1,
          })}
          number={place < 9 ? place + 1 : null}
        />
      ))}
    </nav>
  );
}

type StripProps = {
  readonly editor: Editor;
  readonly area: ThemeArea;
  readonly label: string;
  /** The key that goes there. */
  readonly number: number | null;
};

function Strip({ editor, area, label, number }: StripProps) {
  const attach = useCallback(
    (frame: HTMLElement | null) => (frame === null ? undefined : followViewport(editor, area, frame)),
    [editor, area],
  );
  // Keys that press a button tell of no place.
  const onClick = ({ detail, clientY, currentTarget }: MouseEvent): void => {
    const { top, height } = currentTarget.getBoundingClientRect();
    if (detail === 0) zoomToArea(editor, area);
    else goTo(editor, { x: area.x + area.w / 2, y: area.y + ((clientY - top) / height) * area.h });
    editor.getContainer().focus({ preventScroll: true });
  };
  return (
    <button type="button" className={classes.strip} aria-label={label} title={label} onClick={onClick}>
      <span ref={attach} className={classes.view} />
      {number !== null && <span className={classes.number}>{number}</span>}
    </button>
  );
}

/** The part of the area that is in view. */
function followViewport(editor: Editor, area: ThemeArea, frame: HTMLElement): () => void {
  return react('viewport in the minimap', () => {
    const { x, y, w, h } = editor.getViewportPageBounds();
    const [left, right] = [share(x - area.x, area.w), share(x + w - area.x, area.w)];
    const [top, bottom] = [share(y - area.y, area.h), share(y + h - area.y, area.h)];
    const place: CSSProperties = {
      display: left < right && top < bottom ? 'block' : 'none',
      left: `${left * 100}%`,
      width: `${(right - left) * 100}%`,
      top: `${top * 100}%`,
      height: `${(bottom - top) * 100}%`,
    };
    Object.assign(frame.style, place);
  });
}

function share(part: number, whole: number): number {
  return Math.max(0, Math.min(1, part / whole));
}
