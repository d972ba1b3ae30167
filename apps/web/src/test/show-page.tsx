import type { AppRouter } from '@gongyi/api';
import type { Language } from '@gongyi/locale';
import { cleanNotifications } from '@mantine/notifications';
import { QueryClientProvider } from '@tanstack/react-query';
import { createTRPCClient } from '@trpc/client';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { MemoryRouter } from 'react-router';
import { expect, onTestFinished } from 'vitest';
import { createQueryClient } from '../api/create-query-client.ts';
import { TRPCProvider } from '../api/trpc.ts';
import { AppRoutes, loadPagesAt } from '../shell/routes.tsx';
import { changeLanguage } from '../ui/i18n.ts';
import { type Answers, FakeServer } from './fake-server.ts';

/** `leave`: as when the page is loaded anew; what the tab keeps stays. */
export type ShownPage = FakeServer & { leave(): void };

/**
 * The product at a path, as main.tsx and App draw it but for the network and the address, which
 * are the test's. It is gone when the test ends.
 */
export async function showPage(path: string, answers: Answers, language: Language = 'zh-CN'): Promise<ShownPage> {
  const server = new FakeServer(answers);
  const queryClient = createQueryClient();
  const trpcClient = createTRPCClient<AppRouter>({ links: [server.link] });
  const container = document.createElement('div');
  container.id = 'root';
  const root = createRoot(container);
  const leave = () => {
    root.unmount();
    container.remove();
  };
  onTestFinished(() => {
    leave();
    window.sessionStorage.clear();
    // They are the module's, and would lie over what the next test wants to press.
    cleanNotifications();
    queryClient.clear();
    expect([...server.unanswered], 'asked of the server, and answered by nobody').toEqual([]);
  });
  await Promise.all([changeLanguage(language), loadPagesAt(path)]);
  document.body.append(container);
  root.render(
    <StrictMode>
      <QueryClientProvider client={queryClient}>
        <TRPCProvider trpcClient={trpcClient} queryClient={queryClient}>
          <MemoryRouter initialEntries={[path]}>
            <AppRoutes />
          </MemoryRouter>
        </TRPCProvider>
      </QueryClientProvider>
    </StrictMode>,
  );
  return Object.assign(server, { leave });
}
