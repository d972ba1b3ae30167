import { type APIRequestContext, expect, type Page } from '@playwright/test';

/** The server's procedures, called with the cookies of a page, as the page itself would. */
export class ApiCaller {
  readonly #request: APIRequestContext;
  readonly #origin: string;

  constructor(page: Page, origin: string) {
    this.#request = page.request;
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
  async tells(procedure: string, input: object): Promise<void> {
    await this.#posts(`/trpc/${procedure}`, input);
  }

  /** From now on the page is of this account. */
  async signsIn(account: { readonly email: string; readonly password: string }): Promise<void> {
    await this.#posts('/api/auth/sign-in/email', account);
  }

  async #posts(path: string, data: object): Promise<void> {
    const answer = await this.#request.post(this.#origin + path, { headers: { origin: this.#origin }, data });
    expect(answer.status(), await answer.text()).toBe(200);
  }
}
