import type { Point } from '@gongyi/board';
import { useTranslation } from 'react-i18next';
import { focusPointSoon } from '../session/points/point-element.ts';
import { PushButton } from '../ui/plain/push-button.tsx';
import type { ShownPart } from './use-shown-part.ts';

type Props = {
  readonly part: ShownPart<Point>;
  /** In this order; the keyboard goes on from the first that comes. */
  readonly points: readonly Point[];
};

/**
 * Below the rows of a long group: how many are left, and the next of them. Nothing when all are
 * shown.
 */
export function MoreRows({ part, points }: Props) {
  const { t } = useTranslation();
  const { shown, rest, next, showMore } = part;
  if (rest === 0) return null;
  const first = points[shown.length];
  return (
    <PushButton
      look="quiet"
      onClick={() => {
        showMore();
        if (first !== undefined) focusPointSoon(first.id);
      }}
    >
      {next < rest ? t('points.list.more', { next, rest }) : t('points.list.moreAll', { rest })}
    </PushButton>
  );
}
