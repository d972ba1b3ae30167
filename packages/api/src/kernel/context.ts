import { DomainError } from '@gongyi/domain';
import type { Actor } from './actor.ts';
import type { RequestFacts } from './request-facts.ts';
import type { ServiceDeps } from './service-deps.ts';

export type Context = {
  readonly deps: ServiceDeps;
  readonly request: RequestFacts;
  /**
   * Who asks. One answer per HTTP request; on a socket asked anew each time, because people sign
   * out while it lives.
   */
  readonly loadActor: () => Promise<Actor>;
  /** Who asks now: for what goes on for long. */
  readonly reloadActor: () => Promise<Actor>;
};

/**
 * Throws forbidden for a request that another site's page made: its Origin is neither the address
 * that the client used nor the public one. Browsers send Origin with every POST and every
 * WebSocket; what sends none is no browser, and carries no cookie that a person did not give it.
 */
export function refuseForeignOrigin(request: Pick<RequestFacts, 'headers' | 'origin'>, publicUrl: string | null): void {
  const origin = request.headers.get('origin');
  if (origin === null) return;
  const host = hostOf(origin);
  // Hosts, not schemes: a proxy that ends TLS without saying so would otherwise shut everybody out.
  const isOwn =
    host !== null && (host === hostOf(request.origin) || (publicUrl !== null && host === hostOf(publicUrl)));
  if (!isOwn) throw new DomainError('forbidden');
}

function hostOf(url: string): string | null {
  return URL.canParse(url) ? new URL(url).host : null;
}
