import { type APIRequestContext, request } from '@playwright/test';
import { ApiCaller } from './api-caller.ts';

type Server = { readonly origin: string; readonly setupPath: string };

const ACCOUNT = { email: 'administrator@example.org', password: 'fifty-eight horses' } as const;

/** Whoever set a server up: here without a page. */
export class Administrator implements AsyncDisposable {
  readonly origin: string;
  /** With their cookies. */
  readonly request: APIRequestContext;
  readonly api: ApiCaller;

  private constructor(origin: string, context: APIRequestContext) {
    this.origin = origin;
    this.request = context;
    this.api = new ApiCaller(context, origin);
  }

  /** By the first-run link of a server that has no administrator yet. */
  static async setsUp({ origin, setupPath }: Server): Promise<Administrator> {
    const administrator = new Administrator(origin, await request.newContext());
    const [, token] = setupPath.split('#');
    await administrator.api.tells('account.setup', { token, account: { name: '管理员', ...ACCOUNT } });
    await administrator.api.signsIn(ACCOUNT);
    return administrator;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.request.dispose();
  }
}
