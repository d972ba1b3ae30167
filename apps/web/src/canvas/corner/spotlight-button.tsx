import { Button } from '@mantine/core';
import { IconFocusCentered } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { SessionView } from '../../api/trpc.ts';
import { useLead } from '../../session/facilitation/use-lead.ts';
import classes from './selection-bar.module.css';

type Props = { readonly session: SessionView; readonly pointId: string };

/** Puts the selected card into the spotlight of every screen, or ends that. */
export function SpotlightButton({ session, pointId }: Props) {
  const { t } = useTranslation();
  const lead = useLead(session);
  const isShown = session.spotlight === pointId;
  return (
    <Button
      variant="default"
      className={classes.button}
      leftSection={<IconFocusCentered size={18} />}
      onClick={() => lead.setSpotlight(isShown ? null : pointId)}
    >
      {isShown ? t('facilitate.spotlight.end') : t('facilitate.spotlight.show')}
    </Button>
  );
}
