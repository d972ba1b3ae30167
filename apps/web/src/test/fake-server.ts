import type { AppRouter } from '@gongyi/api';
import type { ErrorCode, ErrorDetails } from '@gongyi/domain';
import { TRPCClientError, type TRPCLink } from '@trpc/client';
import type { inferRouterInputs, inferRouterOutputs } from '@trpc/server';
import { observable } from '@trpc/server/observable';
import type { LiveEvent } from '../api/trpc.ts';

type Inputs = inferRouterInputs<AppRouter>;
type Outputs = inferRouterOutputs<AppRouter>;

/** What is answered to each procedure that a page asks, in the router's own types. */
export type Answers = {
  readonly [Group in keyof Inputs]?: {
    readonly [Name in keyof Inputs[Group]]?: (
      input: Inputs[Group][Name],
    ) => Name extends keyof Outputs[Group] ? Outputs[Group][Name] | Promise<Outputs[Group][Name]> : never;
  };
};

/** A refusal as it arrives from the server: thrown by an answer. */
export function refusal(code: ErrorCode, details: ErrorDetails = {}): Error {
  return TRPCClientError.from({ error: { message: code, code: -32600, data: { domain: { code, details } } } });
}

type Request = { readonly path: string; readonly input: unknown };

/**
 * The server as a page sees it, answering in the page: the last link of the real client, so that
 * everything before the network is the real thing. What nobody gave an answer to is noted, and
 * fails the test.
 */
export class FakeServer {
  readonly asked: Request[] = [];
  readonly unanswered = new Set<string>();
  readonly #answers: Answers;
  readonly #followers = new Set<(event: LiveEvent) => void>();
  readonly #watchers = new Set<() => void>();
  readonly #starters = new Set<() => void>();
  readonly #breakers = new Set<() => void>();
  #seq = 0;

  constructor(answers: Answers) {
    this.#answers = answers;
  }

  readonly link: TRPCLink<AppRouter> =
    () =>
    ({ op }) =>
      observable((observer) => {
        if (op.type === 'subscription') {
          const follow = (event: LiveEvent) =>
            observer.next({ result: { type: 'data', data: { id: String(event.seq), data: event } } });
          const error = TRPCClientError.from(new Error('WebSocket closed'));
          const fail = () => observer.next({ result: { type: 'state', state: 'connecting', error } });
          this.#followers.add(follow);
          this.#watchers.add(fail);
          const start = () => observer.next({ result: { type: 'started' } });
          this.#starters.add(start);
          const breakOff = () => observer.error(TRPCClientError.from(new Error('a fault of the server')));
          this.#breakers.add(breakOff);
          return () => {
            this.#breakers.delete(breakOff);
            this.#starters.delete(start);
            this.#followers.delete(follow);
            this.#watchers.delete(fail);
          };
        }
        let isGone = false;
        this.#answer(op.path, op.input).then(
          (data) => {
            if (isGone) return;
            observer.next({ result: { type: 'data', data } });
            observer.complete();
          },
          (error: unknown) => {
            if (!isGone)
              observer.error(error instanceof TRPCClientError ? error : TRPCClientError.from(error as Error));
          },
        );
        return () => {
          isGone = true;
        };
      });

  /** An event that every page which follows hears. */
  tell(type: LiveEvent['type'], subjectId: string): void {
    this.#seq += 1;
    for (const follow of this.#followers) follow({ seq: this.#seq, type, subjectId, sessionId: null });
  }

  /**
   * An attempt to open the socket of subscriptions fails, as its client tells it: refused, or no
   * network.
   */
  failToConnect(): void {
    for (const fail of this.#watchers) {
      fail();
      fail();
    }
  }

  /** Every subscription ends with a fault of the server's, which is no answer. */
  breakOff(): void {
    for (const breakOff of [...this.#breakers]) breakOff();
  }

  /** How many subscriptions run. */
  get following(): number {
    return this.#followers.size;
  }

  /**
   * Subscriptions go on where they were, as their client tells it after a restart of the server.
   */
  goOn(): void {
    for (const start of this.#starters) start();
  }

  /** What was asked of one procedure so far, in order. */
  inputsOf<Group extends keyof Inputs, Name extends keyof Inputs[Group] & string>(
    group: Group & string,
    name: Name,
  ): Inputs[Group][Name][] {
    return this.asked
      .filter(({ path }) => path === `${group}.${name}`)
      .map(({ input }) => input as Inputs[Group][Name]);
  }

  async #answer(path: string, input: unknown): Promise<unknown> {
    this.asked.push({ path, input });
    const [group = '', name = ''] = path.split('.');
    const answers = this.#answers as Record<string, Record<string, (input: unknown) => unknown> | undefined>;
    const answer = answers[group]?.[name];
    if (answer === undefined) {
      this.unanswered.add(path);
      throw new Error(`nobody answers ${path}`);
    }
    // As over a network: what is answered is a copy, and comes later.
    return structuredClone(await answer(structuredClone(input)));
  }
}
