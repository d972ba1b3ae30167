import { INBOX_THEME_ID } from '@gongyi/domain';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { ThemeView } from '../api/trpc.ts';
import type { IntakePoint, RowNote, RowProblem } from './rows/judge-rows.ts';

export type RowWords = {
  readonly problem: (problem: RowProblem) => string;
  readonly note: (note: RowNote) => string;
  readonly theme: (themeId: string) => string;
  /** What is known of a point beside its text and theme, in one line. */
  readonly facts: (point: IntakePoint) => string;
};

export function useRowWords(themes: readonly ThemeView[]): RowWords {
  const { t, i18n } = useTranslation();
  const { language } = i18n;
  return useMemo(
    () => ({
      problem: (problem) =>
        problem.kind === 'tooLong'
          ? t('intake.problems.tooLong', {
              field: t(`intake.fields.${problem.field}`),
              count: problem.count,
              limit: problem.limit,
            })
          : t(`intake.problems.${problem.kind}`),
      note: (note) =>
        note.kind === 'repeated' ? t('intake.notes.repeated') : t(`intake.notes.${note.kind}`, { words: note.words }),
      theme: (themeId) =>
        themeId === INBOX_THEME_ID
          ? t('points.list.inbox')
          : (themes.find(({ id }) => id === themeId)?.short ?? t('points.list.inbox')),
      facts: ({ category, source, channel, level, unit, author, createdAt }) =>
        [
          category === 'idea' ? t('points.categories.idea') : '',
          source === null ? '' : t(`points.sources.${source}`),
          channel,
          level === null ? '' : t(`points.levels.${level}`),
          unit,
          author,
          createdAt === null ? '' : new Date(createdAt).toLocaleDateString(language),
        ]
          .filter((fact) => fact !== '')
          .join(' · '),
    }),
    [t, language, themes],
  );
}
