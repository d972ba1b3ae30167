import type { Page } from '@playwright/test';

/** What a browser logs by itself about a server or a network that is not there. */
const OF_AN_OUTAGE = [
  /^Failed to load resource: net::ERR_(CONNECTION_|EMPTY_RESPONSE|INTERNET_DISCONNECTED|SOCKET_NOT_CONNECTED)/,
  /^WebSocket connection to '[^']+' failed: /,
];
/**
 * And about an answer that is a refusal: every page that asks for what it may not have logs this
 * line.
 */
const OF_A_REFUSAL = /^Failed to load resource: the server responded with a status of 4\d\d /;

/**
 * Looks over the shoulder of every page: whatever is logged as an error or a warning, is thrown, is
 * answered with a fault of the server, or is asked of another origin. A scenario ends with none of
 * it.
 */
export class Watch {
  readonly problems: string[] = [];
  #allowed: readonly RegExp[] = [];

  follow(page: Page, who: string): void {
    /** Of the address that the person opened first. */
    let own: string | undefined;
    const report = (what: string) => this.problems.push(`${who} on ${new URL(page.url()).pathname}: ${what}`);
    page.on('console', (message) => {
      if (message.type() !== 'error' && message.type() !== 'warning') return;
      if (this.#allowed.some((pattern) => pattern.test(message.text()))) return;
      report(`${message.type()} in the console: ${message.text()}`);
    });
    page.on('pageerror', (error) => report(`not caught: ${error.stack ?? error.message}`));
    const checkOrigin = (url: string) => {
      const { protocol, host } = new URL(url);
      if (protocol === 'data:' || protocol === 'blob:') return;
      own ??= host;
      if (host !== own) report(`asks another origin: ${url}`);
    };
    page.on('request', (request) => checkOrigin(request.url()));
    page.on('websocket', (socket) => checkOrigin(socket.url()));
    page.on('response', (response) => {
      if (response.status() >= 500) report(`${response.status()} for ${response.url()}`);
    });
  }

  /** While `work` runs, what browsers log about a lost connection is expected, and nothing else. */
  duringAnOutage<Result>(work: () => Promise<Result>): Promise<Result> {
    return this.#allowing(OF_AN_OUTAGE, work);
  }

  /** The same, where the server says no to what comes when the connection is back. */
  duringAnOutageAndARefusal<Result>(work: () => Promise<Result>): Promise<Result> {
    return this.#allowing([...OF_AN_OUTAGE, OF_A_REFUSAL], work);
  }

  /** While `work` runs, the server is expected to say no. */
  duringARefusal<Result>(work: () => Promise<Result>): Promise<Result> {
    return this.#allowing([OF_A_REFUSAL], work);
  }

  async #allowing<Result>(patterns: readonly RegExp[], work: () => Promise<Result>): Promise<Result> {
    this.#allowed = patterns;
    try {
      return await work();
    } finally {
      this.#allowed = [];
    }
  }
}
