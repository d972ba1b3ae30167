import {
  LIMITS,
  POINT_CATEGORIES,
  POINT_LEVELS,
  POINT_SOURCES,
  type PointCategory,
  type PointLevel,
  type PointSource,
} from '@gongyi/domain';
import { useCallback, useState } from 'react';
import { readStored, writeStored } from '../../ui/device-storage.ts';

type PointDraftText = {
  readonly themeId: string;
  readonly text: string;
  readonly source: PointSource | null;
  readonly category: PointCategory;
  readonly level: PointLevel | null;
  /** The prompt card of the theme that it answers, counted from 0. */
  readonly prompt: number | null;
};

export type PointDraft = PointDraftText & { readonly change: (change: Partial<PointDraftText>) => void };

const EMPTY: PointDraftText = { themeId: '', text: '', source: null, category: 'problem', level: null, prompt: null };

function readDraft(key: string): PointDraftText {
  try {
    const stored: unknown = JSON.parse(readStored(key) ?? 'null');
    if (typeof stored !== 'object' || stored === null) return EMPTY;
    const { themeId, text, source, category, level, prompt } = stored as Record<string, unknown>;
    return {
      themeId: typeof themeId === 'string' ? themeId : '',
      text: typeof text === 'string' ? text.slice(0, LIMITS.pointTextChars) : '',
      source: POINT_SOURCES.find((known) => known === source) ?? null,
      category: POINT_CATEGORIES.find((known) => known === category) ?? EMPTY.category,
      level: POINT_LEVELS.find((known) => known === level) ?? null,
      prompt: Number.isInteger(prompt) ? (prompt as number) : null,
    };
  } catch {
    return EMPTY;
  }
}

/** What this device is writing for a session; it survives a closed tab until it is sent. */
export function usePointDraft(sessionId: string): PointDraft {
  const key = `gongyi.draft.${sessionId}`;
  const [draft, setDraft] = useState(() => readDraft(key));
  const change = useCallback(
    (changed: Partial<PointDraftText>) => {
      setDraft((before) => {
        const after = { ...before, ...changed };
        writeStored(key, JSON.stringify(after));
        return after;
      });
    },
    [key],
  );
  return { ...draft, change };
}
