import { Anchor } from '@mantine/core';
import { IconTableImport } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { SessionView } from '../api/trpc.ts';
import { canBringIn } from './intake-rights.ts';

type Props = { readonly session: SessionView; readonly className?: string; readonly nameClassName?: string };

/** The way to the intake, for those who may use it. */
export function IntakeLink({ session, className, nameClassName }: Props) {
  const { t } = useTranslation();
  if (!canBringIn(session)) return null;
  return (
    <Anchor component={Link} to={`/sessions/${session.id}/intake`} className={className} title={t('intake.title')}>
      <IconTableImport size={18} aria-hidden />
      <span className={nameClassName}>{t('intake.link')}</span>
    </Anchor>
  );
}
