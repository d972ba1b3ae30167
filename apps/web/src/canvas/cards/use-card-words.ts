import { POINT_SOURCES, type PointSource } from '@gongyi/domain';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { CardWords } from './card-context.ts';

export function useCardWords(): CardWords {
  const { t } = useTranslation();
  return useMemo(
    () => ({
      noAuthor: t('canvas.card.noAuthor'),
      empty: t('canvas.card.empty'),
      members: (count: number) => t('merge.card.members', { count }),
      votes: (count: number) => t('deliberate.votes.total', { count }),
      ownVotes: (count: number) => t('deliberate.votes.own', { count }),
      endorse: (text: string) => t('deliberate.votes.cast', { text }),
      sources: Object.fromEntries(POINT_SOURCES.map((source) => [source, t(`points.sources.${source}`)])) as Record<
        PointSource,
        string
      >,
    }),
    [t],
  );
}
