import { LIMITS } from '@gongyi/domain';
import { Button, Tooltip } from '@mantine/core';
import { IconEye, IconEyeOff, IconLock, IconLockOpen } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Awareness } from 'y-protocols/awareness';
import type { SessionView } from '../api/trpc.ts';
import { useFollowers } from '../session/facilitation/use-follow.ts';
import type { Lead } from '../session/facilitation/use-lead.ts';
import { type CanvasRect, useViewSource, type ViewSource } from '../session/facilitation/view-source.ts';
import classes from './stage-bar.module.css';
import { ToolButton } from './tool-button.tsx';
import { useHoldLease } from './use-hold-lease.ts';

type Props = { readonly session: SessionView; readonly awareness: Awareness; readonly lead: Lead };

/** Brings everybody to what the leader's canvas shows, and holds them there. */
export function LeadControls({ session, awareness, lead }: Props) {
  const { t } = useTranslation();
  const viewSource = useViewSource();
  useHoldLease(session);
  useLedSummons(session, lead, viewSource);
  const { summon, hold } = session;
  const call = viewSource === null ? null : () => lead.summon(rounded(viewSource.read()));
  const startHold = (): void => {
    call?.();
    lead.hold();
  };
  return (
    <>
      {/* Where nobody may be told from others, nobody says whom they follow. */}
      {summon !== null && !session.anonymous && <Followers awareness={awareness} at={summon.at} />}
      {call !== null && (
        <Tooltip label={t('facilitate.summon.callHint')} openDelay={300}>
          <Button variant="default" leftSection={<IconEye size={18} aria-hidden />} onClick={call}>
            {summon === null ? t('facilitate.summon.call') : t('facilitate.summon.again')}
          </Button>
        </Tooltip>
      )}
      {summon !== null && hold === null && (
        <ToolButton
          label={t('facilitate.summon.end')}
          icon={<IconEyeOff size={20} />}
          onClick={() => lead.summon(null)}
        />
      )}
      {hold === null ? (
        <Tooltip label={t('facilitate.hold.startHint')} openDelay={300} multiline maw={280}>
          <Button
            variant="default"
            leftSection={<IconLock size={18} aria-hidden />}
            loading={lead.isHolding}
            onClick={startHold}
          >
            {t('facilitate.hold.start')}
          </Button>
        </Tooltip>
      ) : (
        <Button color="dark" leftSection={<IconLockOpen size={18} aria-hidden />} onClick={lead.release}>
          {t('facilitate.hold.end')}
        </Button>
      )}
    </>
  );
}

/** Beneath the console while the leader holds the hall. */
export function HoldReminder({ session }: { readonly session: SessionView }) {
  const { t } = useTranslation();
  return (
    <div role="status">
      {session.hold?.byMe === true && (
        <p className={classes.reminder}>
          <IconLock size={18} aria-hidden />
          {t('facilitate.hold.byMe', { seconds: LIMITS.holdSeconds })}
        </p>
      )}
    </div>
  );
}

function Followers({ awareness, at }: { readonly awareness: Awareness; readonly at: string }) {
  const { t } = useTranslation();
  const count = useFollowers(awareness, at);
  return (
    <Tooltip label={t('facilitate.summon.followingHint')} openDelay={300}>
      <span className={classes.ready}>{t('facilitate.summon.following', { count })}</span>
    </Tooltip>
  );
}

/**
 * How far the leader's view has to have moved, in page pixels, before the others are called after
 * it.
 */
const FOLLOWED_FROM_PX = 8;

/** While holding, the others go where the leader's canvas comes to rest. */
function useLedSummons(session: SessionView, lead: Lead, viewSource: ViewSource | null): void {
  const latest = useRef({ session, lead });
  latest.current = { session, lead };
  const isLeading = session.hold?.byMe === true && session.summon?.byMe === true && viewSource !== null;
  useEffect(() => {
    if (!isLeading || viewSource === null) return undefined;
    return viewSource.onRest(() => {
      const view = rounded(viewSource.read());
      const old = latest.current.session.summon?.view;
      if (old !== undefined && distance(old, view) < FOLLOWED_FROM_PX) return;
      latest.current.lead.summon(view);
    });
  }, [isLeading, viewSource]);
}

function rounded({ x, y, w, h }: CanvasRect): CanvasRect {
  return { x: Math.round(x), y: Math.round(y), w: Math.round(w), h: Math.round(h) };
}

function distance(a: CanvasRect, b: CanvasRect): number {
  return Math.max(Math.abs(a.x - b.x), Math.abs(a.y - b.y), Math.abs(a.w - b.w), Math.abs(a.h - b.h));
}
