import type { AppRouter } from '@gongyi/api';
import type { inferRouterOutputs } from '@trpc/server';
import { createTRPCContext } from '@trpc/tanstack-react-query';

export const { TRPCProvider, useTRPC, useTRPCClient } = createTRPCContext<AppRouter>();

export type RouterOutputs = inferRouterOutputs<AppRouter>;

export type CampaignView = RouterOutputs['campaigns']['get'];
export type ThemeView = CampaignView['themes'][number];
export type UnitView = CampaignView['units'][number];
export type MemberView = RouterOutputs['members']['list']['members'][number];
export type InvitationView = RouterOutputs['members']['list']['invitations'][number];
export type SessionSummary = RouterOutputs['sessions']['list'][number];
export type SessionView = RouterOutputs['sessions']['get'];
export type SnapshotView = RouterOutputs['snapshots']['list'][number];
export type SummaryView = RouterOutputs['outcomes']['summary'];
export type RemovedPointView = RouterOutputs['removedPoints']['list'][number];

type Followed = RouterOutputs['events']['follow'] extends AsyncIterable<infer Envelope> ? Envelope : never;
export type LiveEvent = Followed['data'];
