import type { Locator, Page } from '@playwright/test';
import type { Words } from '../words.ts';

/** The server by the address under which somebody reaches it. */
export type Address = { readonly origin: string };

/** Somebody in front of one page. */
export class Person {
  readonly page: Page;
  readonly name: string;
  protected readonly gongyi: Address;
  protected readonly words: Words;

  constructor(page: Page, name: string, gongyi: Address, words: Words) {
    this.page = page;
    this.name = name;
    this.gongyi = gongyi;
    this.words = words;
  }

  async opens(path: string): Promise<void> {
    await this.page.goto(new URL(path, this.gongyi.origin).href);
  }

  async reloads(): Promise<void> {
    await this.page.reload();
  }

  async leaves(): Promise<void> {
    await this.page.context().close();
  }

  protected button(name: string): Locator {
    return this.page.getByRole('button', { name, exact: true });
  }

  protected field(name: string): Locator {
    return this.page.getByRole('textbox', { name, exact: true });
  }
}
