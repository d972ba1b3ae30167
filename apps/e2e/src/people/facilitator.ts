import { expect, type Locator } from '@playwright/test';
import type { DemoCampaign } from '../demo-campaign.ts';
import { say } from '../words.ts';
import { ApiCaller } from './api-caller.ts';
import { type Box, boxAtRest } from './box-at-rest.ts';
import { pointsAt } from './points-at.ts';
import { Staff } from './staff.ts';

type PlaceInSession = 'session' | 'canvas' | 'list';
type Place = PlaceInSession | 'campaign';

const PATHS: Record<PlaceInSession, string> = { session: '', canvas: '/canvas', list: '/list' };

type Role = 'facilitator' | 'secretary' | 'supervisor';

/**
 * As parts of an area's width and height: beneath the cards of the demo, and so far apart that no
 * card lies on another.
 */
const FREE_PLACES = [
  { x: 0.28, y: 0.92 },
  { x: 0.72, y: 0.92 },
  { x: 0.28, y: 0.84 },
] as const;

/**
 * Somebody who opens campaigns and sessions, and stands at the canvas. After a first run also its
 * administrator.
 */
export class Facilitator extends Staff {
  #placed = 0;

  /**
   * With an account of their own in a campaign of the scenario, over the API. The scenarios of the
   * full road and of the languages go there by hand.
   */
  async beginsIn(demo: DemoCampaign, { at = 'session' }: { readonly at?: Place } = {}): Promise<void> {
    await demo.admits(this.page.request, this.name, 'facilitator');
    if (at === 'campaign') {
      await this.opens(`/campaigns/${demo.id}`);
      await expect(this.page.getByRole('heading', { name: this.words.demo.campaignName, level: 1 })).toBeVisible();
      return;
    }
    await this.opens(`/sessions/${demo.sessionId}${PATHS[at]}`);
    if (at === 'canvas') await this.isAtTheCanvas();
    else if (at === 'list') await this.isOnlineInTheList();
    else await expect(this.#code).toBeVisible();
  }

  /** The same, at a new session of that campaign, in which points are collected. */
  async beginsANewSession(demo: DemoCampaign, title: string): Promise<void> {
    await demo.admits(this.page.request, this.name, 'facilitator');
    const api = new ApiCaller(this.page.request, this.gongyi.origin);
    const session = { campaignId: demo.id, title };
    const { sessionId } = await api.tells<{ sessionId: string }>('sessions.create', session);
    await api.tells('facilitation.setStage', { sessionId, from: 'brief', stage: 'collect' });
    await this.opens(`/sessions/${sessionId}`);
    await expect(this.#code).toBeVisible();
  }

  async opensTheFirstRunLink(link: string): Promise<void> {
    await this.page.goto(link);
    await expect(this.page.getByRole('heading', { name: this.words.account.setup.title })).toBeVisible();
  }

  async createsTheAccount(account: { readonly email: string; readonly password: string }): Promise<void> {
    await this.fillsInAccount(account);
    await this.button(this.words.account.setup.submit).click();
    await expect(this.page.getByRole('heading', { name: this.words.campaigns.wizard.chooseTitle })).toBeVisible();
  }

  /** With themes of one's own, after the account was created. */
  async createsCampaign({ campaign, themes }: { readonly campaign: string; readonly themes: readonly string[] }) {
    const { own, name, themeOf, themeName, themeCode, create } = this.words.campaigns.wizard;
    await this.page.getByRole('button', { name: own }).click();
    await this.page.getByRole('textbox', { name }).first().fill(campaign);
    for (const [index, theme] of themes.entries()) {
      const row = this.page.getByRole('listitem', { name: say(themeOf, { position: index + 1 }) });
      await row.getByRole('textbox', { name: themeName }).fill(theme);
      await expect(row.getByRole('textbox', { name: themeCode })).not.toHaveValue('');
    }
    await this.button(create).click();
    await expect(this.page.getByRole('heading', { name: campaign, level: 1 })).toBeVisible();
  }

  async addsUnits(units: readonly string[]): Promise<void> {
    const { addUnits, addUnitsSubmit } = this.words.campaigns.overview;
    await this.button(addUnits).click();
    await this.field(addUnits).fill(units.join('\n'));
    await this.button(say(addUnitsSubmit, { count: units.length })).click();
    for (const unit of units) await expect(this.page.getByText(unit, { exact: true })).toBeVisible();
  }

  async createsSession(title: string): Promise<void> {
    const { sessionTitle, createSession } = this.words.campaigns.overview;
    await this.field(sessionTitle).fill(title);
    await this.button(createSession).click();
    await expect(this.page.getByRole('heading', { name: title, level: 1 })).toBeVisible();
    await this.#beginsCollecting();
  }

  /** Past the page, which has no button for it yet. */
  async #beginsCollecting(): Promise<void> {
    const sessionId = new URL(this.page.url()).pathname.split('/')[2];
    await new ApiCaller(this.page.request, this.gongyi.origin).tells('facilitation.setStage', {
      sessionId,
      from: 'brief',
      stage: 'collect',
    });
  }

  /** As it hangs on the wall: `ABCD-EFGH`. */
  async readsTheCode(): Promise<string> {
    return ((await this.#code.textContent()) ?? '').trim();
  }

  get #code(): Locator {
    return this.page.getByRole('img', { name: this.words.sessions.host.codeLabel });
  }

  async opensTheCampaign(name: string): Promise<void> {
    await this.opens('/campaigns');
    await this.page.getByRole('link', { name }).click();
    await expect(this.page.getByRole('heading', { name, level: 1 })).toBeVisible();
  }

  /** Gives back the link that the colleague opens. */
  async invites(role: Role): Promise<string> {
    const { people } = this.words.campaigns;
    await this.button(people.invite).click();
    const dialog = this.page.getByRole('dialog', { name: people.invite });
    await dialog.getByRole('radio', { name: this.words.common.roles[role] }).check();
    await dialog.getByRole('button', { name: people.createLink }).click();
    const link = await dialog.getByRole('textbox', { name: people.link, exact: true }).inputValue();
    await dialog.getByRole('button', { name: this.words.common.close, exact: true }).last().click();
    await expect(dialog).toBeHidden();
    return link;
  }

  /** From the session's page. */
  async closesTheSession(): Promise<void> {
    const { more, close, closeTitle, closed } = this.words.sessions.host;
    await this.button(more).click();
    await this.page.getByRole('menuitem', { name: close }).click();
    const question = this.page.getByRole('dialog', { name: closeTitle });
    await question.getByRole('button', { name: close, exact: true }).click();
    await expect(this.page.getByText(closed, { exact: true })).toBeVisible();
  }

  /** From the page of a closed session. */
  async reopensTheSession(): Promise<void> {
    await this.button(this.words.sessions.host.reopen).first().click();
    await expect(this.page.getByText(this.words.sessions.host.closed, { exact: true })).toBeHidden();
  }

  async opensTheCanvas(): Promise<void> {
    await this.goesTo('canvas');
    await this.isAtTheCanvas();
  }

  async closesTheTabAndOpensAnother(): Promise<Facilitator> {
    const path = new URL(this.page.url()).pathname;
    const another = new Facilitator(await this.closesTheTab(), this.name, this.gongyi, this.words);
    await another.opens(path);
    return another;
  }

  async isAtTheCanvas(): Promise<void> {
    await expect(this.page.getByRole('toolbar', { name: this.words.canvas.toolbar.label })).toBeVisible();
  }

  async isOnlineAtTheCanvas(): Promise<void> {
    await this.seesAllIsSaved();
  }

  async isOfflineAtTheCanvas(): Promise<void> {
    await this.isOffline();
  }

  /** Exactly these, herself among them. */
  async seesOnline(names: readonly string[]): Promise<void> {
    const { label_one, label_other, you } = this.words.canvas.people;
    const label = say(names.length === 1 ? label_one : label_other, { count: names.length });
    const people = this.page.getByRole('list', { name: label });
    for (const name of names) {
      const shown = name === this.name ? say(you, { name }) : name;
      await expect(people.getByText(shown, { exact: true })).toBeAttached();
    }
  }

  card(text: string): Locator {
    return this.page.getByRole('article').filter({ hasText: text });
  }

  async seesCard(text: string): Promise<void> {
    await expect(this.card(text)).toBeVisible();
  }

  async seesNoCard(text: string): Promise<void> {
    await expect(this.card(text)).toHaveCount(0);
  }

  async seesCards(count: number): Promise<void> {
    await expect(this.page.getByRole('article')).toHaveCount(count);
  }

  async countsInArea(theme: string, count: number): Promise<void> {
    const { count_one, count_other } = this.words.canvas.area;
    const words = say(count === 1 ? count_one : count_other, { count });
    await expect(this.#area(theme).getByText(words, { exact: true })).toBeVisible();
  }

  async showsAllThemes(): Promise<void> {
    await this.button(this.words.canvas.toolbar.zoomFit).click();
  }

  /** Points at a free place of the theme and presses P. */
  async addsPointWithTheKey(text: string, theme: string): Promise<void> {
    await pointsAt(this.page, this.#area(theme), this.#freePlace());
    await this.page.keyboard.press('p');
    await this.#writesCard(text);
  }

  async addsPointByDoubleClick(text: string, theme: string): Promise<void> {
    const { x, y } = await pointsAt(this.page, this.#area(theme), this.#freePlace());
    await this.page.mouse.dblclick(x, y);
    await this.#writesCard(text);
  }

  async dragsCard(text: string, theme: string): Promise<void> {
    await pointsAt(this.page, this.card(text));
    const to = this.#freePlace()(await boxAtRest(this.#area(theme)));
    await this.page.mouse.down();
    await this.page.mouse.move(to.x, to.y, { steps: 12 });
    await this.page.mouse.up();
  }

  async selectsCard(text: string): Promise<void> {
    const { x, y } = await pointsAt(this.page, this.card(text));
    await this.page.mouse.click(x, y);
    await expect(this.page.getByRole('toolbar', { name: this.words.canvas.selection.label })).toBeVisible();
  }

  /** By a click beside the areas: the bar of a selection may lie over other cards. */
  async selectsAllWithTheKey(): Promise<void> {
    await this.page.keyboard.press('Control+a');
  }

  async hasSelected(count: number): Promise<void> {
    const bar = this.page.getByRole('toolbar', { name: this.words.canvas.selection.label });
    await expect(bar.getByText(say(this.words.canvas.selection.count_other, { count }), { exact: true })).toBeVisible();
  }

  /** By the number of the theme, counted from 1. */
  async goesToThemeWithTheKey(number: number): Promise<void> {
    await this.page.keyboard.press(String(number));
  }

  async seesThemeAtTheTop(theme: string): Promise<void> {
    await expect(this.#area(theme).getByRole('heading', { name: theme })).toBeInViewport();
  }

  async searchesTheCanvas(text: string, found: number): Promise<void> {
    const { label, found_one, found_other } = this.words.canvas.search;
    await this.page.keyboard.press('Control+f');
    const field = this.page.getByRole('searchbox', { name: label });
    await expect(field).toBeFocused();
    await field.fill(text);
    const words = say(found === 1 ? found_one : found_other, { count: found });
    await expect(this.page.getByRole('search').getByText(words, { exact: true })).toBeVisible();
  }

  async goesToTheNextFound(text: string, at: number, found: number): Promise<void> {
    await this.page.keyboard.press('Enter');
    const position = say(this.words.canvas.search.position, { at, count: found });
    await expect(this.page.getByRole('search').getByText(position, { exact: true })).toBeVisible();
    await expect(this.card(text)).toBeInViewport();
  }

  async endsTheSearch(): Promise<void> {
    await this.page.keyboard.press('Escape');
    await expect(this.page.getByRole('search')).toBeHidden();
  }

  /** By the pointer, pixels of the screen. */
  async dragsCardBy(text: string, x: number, y: number): Promise<void> {
    const from = await pointsAt(this.page, this.card(text));
    await this.page.mouse.down();
    await this.page.mouse.move(from.x + x, from.y + y, { steps: 12 });
    await this.page.mouse.up();
  }

  /** How many cards the page has made for the board, however many there are. */
  async countsCardsInThePage(): Promise<number> {
    return this.page.getByRole('article').count();
  }

  async selectsNothing(): Promise<void> {
    const area = await boxAtRest(this.page.getByRole('application'));
    await this.page.mouse.click(area.x + 20, area.y + 20);
    await expect(this.page.getByRole('toolbar', { name: this.words.canvas.selection.label })).toBeHidden();
  }

  async deletesSelectedCardWithTheKey(): Promise<void> {
    await this.page.keyboard.press('Delete');
  }

  async takesItBack(): Promise<void> {
    await this.page.keyboard.press('Control+z');
  }

  async mayTakeBack(): Promise<void> {
    await expect(this.button(this.words.canvas.toolbar.undo)).toBeEnabled();
  }

  /** There was something, but a right was lost with which it was done. */
  async mayNotTakeBackAndIsToldWhy(): Promise<void> {
    const undo = this.button(this.words.canvas.toolbar.undo);
    await expect(undo).toBeDisabled();
    await expect(undo).toHaveAttribute('title', this.words.points.undo.outOfReach);
  }

  /** As it is: what the action lacks is filled in later. */
  async promotesSelectedCard(): Promise<void> {
    await this.button(this.words.canvas.selection.promote).click();
    const dialog = this.page.getByRole('dialog', { name: this.words.actions.promote.title });
    await dialog.getByRole('button', { name: this.words.actions.promote.submit, exact: true }).click();
    await expect(dialog).toBeHidden();
  }

  async beginsToEditCard(text: string): Promise<Locator> {
    const { x, y } = await pointsAt(this.page, this.card(text));
    await this.page.mouse.dblclick(x, y);
    const field = this.field(this.words.canvas.card.text);
    await expect(field).toBeFocused();
    return field;
  }

  /**
   * And looks at the whole canvas again: to type in a card brings it near, and the others out of
   * sight.
   */
  async finishesEditingCard(): Promise<void> {
    await this.page.keyboard.press('Escape');
    await expect(this.field(this.words.canvas.card.text)).toBeHidden();
    await this.showsAllThemes();
    await this.selectsNothing();
  }

  async editsCard(text: string, newText: string): Promise<void> {
    const field = await this.beginsToEditCard(text);
    await field.fill(newText);
    await this.finishesEditingCard();
  }

  async seesBadgeOnCard(text: string, number: string, state: string): Promise<void> {
    await expect(this.badgeIn(this.card(text), number, state)).toBeVisible();
  }

  async followsBadgeOnCard(text: string, number: string, state: string): Promise<void> {
    await this.badgeIn(this.card(text), number, state).click();
  }

  async #writesCard(text: string): Promise<void> {
    const field = this.field(this.words.canvas.card.text);
    await expect(field).toBeFocused();
    await field.pressSequentially(text);
    await this.finishesEditingCard();
    await this.seesCard(text);
  }

  #area(theme: string): Locator {
    return this.page.getByRole('region', { name: theme, exact: true });
  }

  /** Another one each time. */
  #freePlace(): (area: Box) => { x: number; y: number } {
    const place = FREE_PLACES[this.#placed % FREE_PLACES.length] ?? FREE_PLACES[0];
    this.#placed += 1;
    return (area) => ({ x: area.x + area.width * place.x, y: area.y + area.height * place.y });
  }
}
