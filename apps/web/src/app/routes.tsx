import { lazy, Suspense } from 'react';
import { Route, Routes } from 'react-router';
import { PageSkeleton } from './page-skeleton.tsx';

const LandingPage = lazy(() => import('../join/landing-page.tsx').then((m) => ({ default: m.LandingPage })));
const JoinPage = lazy(() => import('../join/join-page.tsx').then((m) => ({ default: m.JoinPage })));
const PhonePage = lazy(() => import('../phone/phone-page.tsx').then((m) => ({ default: m.PhonePage })));
const SetupPage = lazy(() => import('../account/setup-page.tsx').then((m) => ({ default: m.SetupPage })));
const LoginPage = lazy(() => import('../account/login-page.tsx').then((m) => ({ default: m.LoginPage })));
const InvitePage = lazy(() => import('../account/invite-page.tsx').then((m) => ({ default: m.InvitePage })));
const StaffLayout = lazy(() => import('./staff-layout.tsx').then((m) => ({ default: m.StaffLayout })));
const CampaignsPage = lazy(() => import('../campaigns/campaigns-page.tsx').then((m) => ({ default: m.CampaignsPage })));
const NewCampaignPage = lazy(() =>
  import('../campaigns/new-campaign-page.tsx').then((m) => ({ default: m.NewCampaignPage })),
);
const CampaignPage = lazy(() => import('../campaigns/campaign-page.tsx').then((m) => ({ default: m.CampaignPage })));
const BoardPage = lazy(() => import('../actions/board-page.tsx').then((m) => ({ default: m.BoardPage })));
const SessionPage = lazy(() => import('../sessions/session-page.tsx').then((m) => ({ default: m.SessionPage })));
const CanvasPage = lazy(() => import('../canvas/canvas-page.tsx').then((m) => ({ default: m.CanvasPage })));
const ListPage = lazy(() => import('../points/list-page.tsx').then((m) => ({ default: m.ListPage })));
const VotesPage = lazy(() => import('../deliberate/votes-page.tsx').then((m) => ({ default: m.VotesPage })));
const AgreePage = lazy(() => import('../deliberate/agree-page.tsx').then((m) => ({ default: m.AgreePage })));
const SummaryPage = lazy(() => import('../summary/summary-page.tsx').then((m) => ({ default: m.SummaryPage })));
const IntakePage = lazy(() => import('../intake/intake-page.tsx').then((m) => ({ default: m.IntakePage })));
const NotFoundPage = lazy(() => import('./not-found-page.tsx').then((m) => ({ default: m.NotFoundPage })));
const CampaignGate = lazy(() => import('../campaigns/campaign-gate.tsx').then((m) => ({ default: m.CampaignGate })));
const SessionGate = lazy(() => import('../sessions/session-gate.tsx').then((m) => ({ default: m.SessionGate })));
const WallPage = lazy(() => import('../facilitate/wall-page.tsx').then((m) => ({ default: m.WallPage })));
const SessionFrame = lazy(() => import('../facilitate/session-frame.tsx').then((m) => ({ default: m.SessionFrame })));
const AccountGate = lazy(() => import('../account/account-gate.tsx').then((m) => ({ default: m.AccountGate })));

/**
 * Every page, each loaded when it is first visited. A gate loads what the pages below it are about, keeps it live, and sends
 * strangers to sign in: below CampaignGate `useCampaign()` and below SessionGate `useSession()` always have a value.
 */
export function AppRoutes() {
  return (
    <Suspense fallback={<PageSkeleton />}>
      <Routes>
        <Route path="/" element={<LandingPage />} />
        <Route path="/j/:code" element={<JoinPage />} />
        <Route path="/setup" element={<SetupPage />} />
        <Route path="/login" element={<LoginPage />} />
        <Route path="/invite" element={<InvitePage />} />
        <Route path="/s/:sessionId" element={<SessionGate strangersTo="landing" />}>
          <Route index element={<PhonePage />} />
          <Route path="summary" element={<SummaryPage />} />
        </Route>
        <Route path="/sessions/:sessionId/wall" element={<SessionGate strangersTo="login" />}>
          <Route index element={<WallPage />} />
        </Route>
        <Route element={<StaffLayout />}>
          <Route path="/campaigns" element={<AccountGate />}>
            <Route index element={<CampaignsPage />} />
            <Route path="new" element={<NewCampaignPage />} />
            <Route path=":campaignId" element={<CampaignGate />}>
              <Route index element={<CampaignPage />} />
              <Route path="board" element={<BoardPage />} />
            </Route>
          </Route>
          <Route path="/sessions/:sessionId" element={<SessionGate strangersTo="login" />}>
            <Route element={<SessionFrame />}>
              <Route index element={<SessionPage />} />
              <Route path="canvas" element={<CanvasPage />} />
              <Route path="list" element={<ListPage />} />
              <Route path="intake" element={<IntakePage />} />
              <Route path="votes" element={<VotesPage />} />
              <Route path="agree" element={<AgreePage />} />
              <Route path="summary" element={<SummaryPage />} />
            </Route>
          </Route>
        </Route>
        <Route path="*" element={<NotFoundPage />} />
      </Routes>
    </Suspense>
  );
}
