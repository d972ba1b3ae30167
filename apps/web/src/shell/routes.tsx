import { isValidElement, Suspense, useMemo } from 'react';
import { createRoutesFromElements, matchRoutes, Route, useLocation, useRoutes } from 'react-router';
import { PageSkeleton } from '../ui/page-skeleton.tsx';
import { isLazyComponent, lazyComponent } from './lazy-component.tsx';
import { UpgradeNote } from './upgrade-note.tsx';

const LandingPage = lazyComponent(() => import('../join/landing-page.tsx').then((m) => m.LandingPage));
const JoinPage = lazyComponent(() => import('../join/join-page.tsx').then((m) => m.JoinPage));
const PhonePage = lazyComponent(() => import('../phone/phone-page.tsx').then((m) => m.PhonePage));
const SetupPage = lazyComponent(() => import('../account/setup-page.tsx').then((m) => m.SetupPage));
const LoginPage = lazyComponent(() => import('../account/login-page.tsx').then((m) => m.LoginPage));
const InvitePage = lazyComponent(() => import('../account/invite-page.tsx').then((m) => m.InvitePage));
const StaffLayout = lazyComponent(() => import('./staff-layout.tsx').then((m) => m.StaffLayout));
const CampaignsPage = lazyComponent(() => import('../campaigns/campaigns-page.tsx').then((m) => m.CampaignsPage));
const NewCampaignPage = lazyComponent(() =>
  import('../campaigns/new/new-campaign-page.tsx').then((m) => m.NewCampaignPage),
);
const CampaignPage = lazyComponent(() => import('../campaigns/campaign-page.tsx').then((m) => m.CampaignPage));
const BoardPage = lazyComponent(() => import('../ledger/board-page.tsx').then((m) => m.BoardPage));
const SessionPage = lazyComponent(() => import('../campaigns/session/session-page.tsx').then((m) => m.SessionPage));
const CanvasPage = lazyComponent(() => import('../canvas/canvas-page.tsx').then((m) => m.CanvasPage));
const ListPage = lazyComponent(() => import('../list/list-page.tsx').then((m) => m.ListPage));
const VotesPage = lazyComponent(() => import('../agree/votes-page.tsx').then((m) => m.VotesPage));
const AgreePage = lazyComponent(() => import('../agree/agree-page.tsx').then((m) => m.AgreePage));
const SummaryPage = lazyComponent(() => import('../summary/summary-page.tsx').then((m) => m.SummaryPage));
const IntakePage = lazyComponent(() => import('../intake/intake-page.tsx').then((m) => m.IntakePage));
const NotFoundPage = lazyComponent(() => import('./not-found-page.tsx').then((m) => m.NotFoundPage));
const CampaignGate = lazyComponent(() => import('../ui/campaign-gate.tsx').then((m) => m.CampaignGate));
const SessionGate = lazyComponent(() => import('../session/session-gate.tsx').then((m) => m.SessionGate));
const WallPage = lazyComponent(() => import('../wall/wall-page.tsx').then((m) => m.WallPage));
const SessionFrame = lazyComponent(() => import('../lead/session-frame.tsx').then((m) => m.SessionFrame));
const AccountGate = lazyComponent(() => import('../account/account-gate.tsx').then((m) => m.AccountGate));

/**
 * Every page, each loaded when it is first visited. A gate loads what the pages below it are about,
 * keeps it live, and sends strangers to sign in: below CampaignGate `useCampaign()` and below
 * SessionGate `useSession()` always have a value.
 */
const ROUTES = createRoutesFromElements(
  <>
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
  </>,
);

/**
 * Loads the code of all that stands at an address at once, and not the page after its gate has
 * found its data. What cannot be loaded says so when it is shown.
 */
export async function loadPagesAt(pathname: string): Promise<void> {
  const shown = (matchRoutes(ROUTES, pathname) ?? []).map(({ route }) => route.element);
  const types = shown.map((element) => (isValidElement(element) ? element.type : null));
  await Promise.allSettled(types.filter(isLazyComponent).map(({ load }) => load()));
}

export function AppRoutes() {
  const { pathname } = useLocation();
  // Also at a link inside the application: what is loaded already costs nothing.
  useMemo(() => void loadPagesAt(pathname), [pathname]);
  return (
    <>
      <Suspense fallback={<PageSkeleton />}>{useRoutes(ROUTES)}</Suspense>
      <UpgradeNote />
    </>
  );
}
