import { formatJoinCode } from '@gongyi/domain';
import { useTranslation } from 'react-i18next';
import type { SessionView } from '../api/trpc.ts';
import { usePublicOrigin } from '../api/use-public-origin.ts';

type Props = { readonly session: SessionView; readonly className?: string | undefined };

/**
 * While nobody new may join, how those who have joined come back when they lost the page: the code
 * lets in nobody else. Nothing for whoever may not show the code, or when it has expired.
 */
export function ComeBack({ session: { joinCode }, className }: Props) {
  const { t } = useTranslation();
  const publicOrigin = usePublicOrigin();
  if (joinCode === null || publicOrigin === undefined) return null;
  const address = publicOrigin.origin.replace(/^https?:\/\//, '');
  return <p className={className}>{t('sessions.host.comeBack', { code: formatJoinCode(joinCode), address })}</p>;
}
