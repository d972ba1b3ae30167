import { themeAreas } from '@gongyi/board';
import { IconEye, IconX } from '@tabler/icons-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Doc } from 'yjs';
import type { SessionView } from '../../api/trpc.ts';
import { usePoints } from '../document/use-points.ts';
import { leadToPoint } from '../document/wanted-point.ts';
import { showPointSoon } from '../points/point-element.ts';
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
  const { state, on } = useFollow(session);
  const { summon } = session;
  return (
    <div role="status">
      {state.is === 'called' && summon !== null && (
        <Call
          session={session}
          summon={summon}
          doc={doc}
          onGo={() => {
            beforeShowing?.();
            on('went');
          }}
          onDecline={() => on('declined')}
        />
      )}
    </div>
  );
}

type CallProps = Pick<Props, 'session' | 'doc'> & {
  readonly summon: NonNullable<SessionView['summon']>;
  readonly onGo: () => void;
  readonly onDecline: () => void;
};

function Call({ session: { themes }, summon, doc, onGo, onDecline }: CallProps) {
  const { t } = useTranslation();
  const points = usePoints(doc);
  const areas = useMemo(() => themeAreas(themes, points), [themes, points]);
  const themeId = themeInView(areas, summon.view);
  const place = themes.find(({ id }) => id === themeId)?.name ?? null;

  function show(): void {
    onGo();
    const ids = pointsInView(points, summon.view, areas).map(({ id }) => id);
    const [first] = ids;
    if (first === undefined) return;
    leadToPoint(first);
    showPointSoon(ids);
  }

  return (
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
        onClick={onDecline}
      >
        <IconX size={20} aria-hidden />
      </button>
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
