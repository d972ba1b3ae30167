import { type APIRequestContext, expect } from '@playwright/test';

/**
 * The server's procedures, called with the cookies of a page or of somebody without one, as a page
 * itself would.
 */
export class ApiCaller {
  readonly #request: APIRequestContext;
  readonly #origin: string;

  constructor(request: APIRequestContext, origin: string) {
    this.#request = request;
    this.#origin = origin;
  }

  /** A query. The caller says what is answered. */
  async asks<Answer>(procedure: string, input: object = {}): Promise<Answer> {
    const answer = await this.#request.get(
      `${this.#origin}/trpc/${procedure}?input=${encodeURIComponent(JSON.stringify(input))}`,
    );
    expect(answer.status(), await answer.text()).toBe(200);
    return ((await answer.json()) as { result: { data: Answer } }).result.data;
  }

  /** A mutation. */
  async tells<Answer>(procedure: string, input: object): Promise<Answer> {
    return (await this.#posts<{ result: { data: Answer } }>(`/trpc/${procedure}`, input)).result.data;
  }

  /** From now on whose cookies they are is of this account. */
  async signsIn(account: { readonly email: string; readonly password: string }): Promise<void> {
    await this.#posts('/api/auth/sign-in/email', account);
  }

  async #posts<Body>(path: string, data: object): Promise<Body> {
    const answer = await this.#request.post(this.#origin + path, { headers: { origin: this.#origin }, data });
    expect(answer.status(), await answer.text()).toBe(200);
    return (await answer.json()) as Body;
  }
}
