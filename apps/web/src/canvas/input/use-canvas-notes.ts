import { LIMITS } from '@gongyi/domain';
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ThemeView } from '../../api/trpc.ts';
import type { CanvasNote } from '../cards/card-commands.ts';
import type { DrawingNote } from '../drawing/drawing.ts';

type Note =
  | CanvasNote
  | DrawingNote
  | { readonly kind: 'pointGone' }
  | { readonly kind: 'skipped'; readonly count: number };

export type CanvasNotes = {
  /** What to say now, in the person's language. */
  readonly text: string | null;
  readonly dismiss: () => void;
  readonly onNote: (note: Note) => void;
  /** One more record of the document that cannot be shown. */
  readonly onSkipped: () => void;
};

const SHOWN_MS = 6_000;

/**
 * One short note at a time; a newer one takes the place of the one before, and each goes by itself.
 */
export function useCanvasNotes(themes: readonly ThemeView[]): CanvasNotes {
  const { t } = useTranslation();
  const [note, setNote] = useState<Note | null>(null);

  useEffect(() => {
    if (note === null) return undefined;
    const timer = setTimeout(() => setNote(null), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [note]);

  const tell = useMemo(
    () => ({
      dismiss: () => setNote(null),
      onNote: (next: Note) => setNote(next),
      onSkipped: () =>
        setNote((old) => ({ kind: 'skipped', count: old !== null && old.kind === 'skipped' ? old.count + 1 : 1 })),
    }),
    [],
  );

  function inWords(said: Note): string {
    switch (said.kind) {
      case 'merged':
      case 'takenOut':
        return t(`merge.notes.${said.kind}`, { count: said.count });
      case 'dissolved':
      case 'clusterKept':
        return t(`merge.notes.${said.kind}`);
      case 'outside':
        return t('canvas.notes.outside', { theme: themes.find(({ id }) => id === said.themeId)?.name ?? '' });
      case 'deleted':
      case 'copied':
      case 'pasted':
        return t(`canvas.notes.${said.kind}`, { count: said.count });
      case 'skipped':
        return t('canvas.notes.skipped', { count: said.count });
      case 'notDeleted':
        return t('canvas.notes.notDeleted');
      case 'pasteTooLong':
        return t('canvas.notes.pasteTooLong', { max: LIMITS.pointTextChars });
      case 'pointGone':
      case 'drawingEnded':
      case 'lineDropped':
      case 'notErased':
        return t(`canvas.notes.${said.kind}`);
      case 'drawingFull':
        return t('canvas.notes.drawingFull', { max: LIMITS.strokesPerSession });
      case 'drawingCleared':
        return t('canvas.notes.drawingCleared', { count: said.count });
    }
  }

  return { text: note === null ? null : inWords(note), ...tell };
}
