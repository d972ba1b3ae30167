import { readPoints, themeAreas } from '@gongyi/board';
import { IconEye, IconX } from '@tabler/icons-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Doc } from 'yjs';
import type { SessionView } from '../api/trpc.ts';
import { showPointSoon } from '../points/point-element.ts';
import { leadToPoint } from '../points/wanted-point.ts';
import { pointsInView, themeInView } from './points-in-view.ts';
import classes from './session-strip.module.css';
import { useFollow } from './use-follow.ts';

type Props = {
  readonly session: SessionView;
  readonly doc: Doc;
  readonly beforeShowing: (() => void) | undefined;
};

/** Where there is no canvas: what a leader asks everybody to look at, and the way to it. */
export function SummonNote({ session, doc, beforeShowing }: Props) {
  const { t } = useTranslation();
  const { state, on } = useFollow(session);
  const { summon, themes } = session;
  const place = useMemo(() => {
    if (summon === null) return null;
    const themeId = themeInView(themeAreas(themes, readPoints(doc)), summon.view);
    return themes.find(({ id }) => id === themeId)?.name ?? null;
  }, [summon, themes, doc]);
  const isCalled = state.is === 'called' && summon !== null;

  function show(): void {
    if (summon === null) return;
    beforeShowing?.();
    on('went');
    const points = readPoints(doc);
    const ids = pointsInView(points, summon.view, themeAreas(themes, points)).map(({ id }) => id);
    const [first] = ids;
    if (first === undefined) return;
    leadToPoint(first);
    showPointSoon(ids);
  }

  return (
    <div role="status">
      {isCalled && (
        <div className={classes.summon}>
          <IconEye size={18} aria-hidden />
          <span className={classes.summonWords}>{words(summon.byName)}</span>
          <button type="button" className={classes.small} onClick={show}>
            {t('facilitate.summon.go')}
          </button>
          <button
            type="button"
            className={classes.round}
            aria-label={t('facilitate.summon.dismiss')}
            title={t('facilitate.summon.dismiss')}
            onClick={() => on('declined')}
          >
            <IconX size={20} aria-hidden />
          </button>
        </div>
      )}
    </div>
  );

  function words(name: string): string {
    if (place === null)
      return name === '' ? t('facilitate.summon.calledNameless') : t('facilitate.summon.called', { name });
    return name === ''
      ? t('facilitate.summon.calledToNameless', { place })
      : t('facilitate.summon.calledTo', { name, place });
  }
}
