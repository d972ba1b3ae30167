import type { Page } from '@playwright/test';
import { ApiCaller } from './api-caller.ts';

type Stage = 'brief' | 'collect' | 'sort' | 'vote' | 'agree' | 'closed';

/**
 * What a facilitator decides about the session that their page shows, told to the server as the
 * page would.
 */
export class SessionLead {
  readonly #api: ApiCaller;
  readonly #sessionId: string;

  constructor(page: Page) {
    const { origin, pathname } = new URL(page.url());
    this.#api = new ApiCaller(page.request, origin);
    this.#sessionId = pathname.split('/')[2] ?? '';
  }

  get sessionId(): string {
    return this.#sessionId;
  }

  async goesTo(stage: Stage, from: Stage): Promise<void> {
    await this.#tells('facilitation.setStage', { stage, from });
  }

  /** Before anything is written. */
  async letsEverybodyWritePrivately(): Promise<void> {
    await this.goesTo('brief', 'collect');
    await this.#tells('facilitation.setPrivateWriting', { on: true });
    await this.goesTo('collect', 'brief');
  }

  /** Before anybody joined. */
  async promisesAnonymity(): Promise<void> {
    await this.goesTo('brief', 'collect');
    await this.#tells('facilitation.setAnonymous', { on: true });
    await this.goesTo('collect', 'brief');
  }

  async reveals(): Promise<void> {
    await this.#tells('privatePoints.reveal', {});
  }

  async setsVotes(settings: { readonly budget: number; readonly perPoint: number; readonly totalsHidden: boolean }) {
    await this.#tells('votes.setSettings', settings);
  }

  async #tells(procedure: string, data: object): Promise<void> {
    await this.#api.tells(procedure, { sessionId: this.#sessionId, ...data });
  }
}
