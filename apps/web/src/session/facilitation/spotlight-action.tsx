import { IconFocusCentered } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { type SessionView, useTRPC } from '../../api/trpc.ts';
import classes from '../points/point-actions.module.css';

type Props = { readonly session: SessionView; readonly pointId: string };

/**
 * Puts a point into the spotlight of every screen, or ends that, in a list's panel of actions. In
 * plain elements, for phones.
 */
export function SpotlightAction({ session, pointId }: Props) {
  const { t } = useTranslation();
  const trpc = useTRPC();
  const set = useMutation(trpc.facilitation.setSpotlight.mutationOptions());
  const isShown = session.spotlight === pointId;
  return (
    <button
      type="button"
      className={classes.action}
      disabled={set.isPending}
      onClick={() => set.mutate({ sessionId: session.id, pointId: isShown ? null : pointId })}
    >
      <IconFocusCentered size={18} aria-hidden />
      {isShown ? t('facilitate.spotlight.end') : t('facilitate.spotlight.show')}
    </button>
  );
}
