import { useQuery } from '@tanstack/react-query';
import { Navigate, Outlet, useLocation } from 'react-router';
import { useTRPC } from '../api/trpc.ts';
import { PageOutOfReach } from '../ui/page-out-of-reach.tsx';
import { PageSkeleton } from '../ui/page-skeleton.tsx';
import { loginPathFor } from '../ui/return-path.ts';

/** Pages below are for people with an account; others sign in first and come back. */
export function AccountGate() {
  const trpc = useTRPC();
  const account = useQuery(trpc.account.me.queryOptions());
  const location = useLocation();
  if (account.isPending) return <PageSkeleton />;
  if (account.isError) return <PageOutOfReach error={account.error} onRetry={account.refetch} />;
  if (account.data.user === null) return <Navigate to={loginPathFor(location.pathname + location.search)} replace />;
  return <Outlet />;
}
