import { LANGUAGE_NAMES, LANGUAGES, type Language } from '@gongyi/locale';
import type { Page } from '@playwright/test';
import { Facilitator } from './people/facilitator.ts';
import { Participant } from './people/participant.ts';
import { expect, LAPTOP, PHONE, test } from './scenario.ts';
import { chromeTextsOf, foreignTextsIn, rawKeysIn } from './shown-texts.ts';
import { say, WORDS } from './words.ts';

/**
 * What people of each language write. In English there is no Chinese among it, so whatever is
 * Chinese on a page is the page's.
 */
const WRITTEN = {
  'zh-CN': {
    facilitator: '陈主任',
    participant: '小李',
    campaign: '2026 年优环境大讨论',
    themes: ['营商环境', '自然生态', '基层治理'],
    units: ['镇党政办', '石桥村'],
    session: '机关第一场',
    point: '办事大厅中午没人值班。',
  },
  en: {
    facilitator: 'Ann Baker',
    participant: 'Joe',
    campaign: 'Town hall 2026',
    themes: ['Business', 'Nature', 'Safety'],
    units: ['Town office', 'Harbour board'],
    session: 'First evening',
    point: 'The counter is closed at noon.',
  },
} as const satisfies Record<Language, unknown>;

type Visit = {
  readonly name: string;
  readonly path: string;
  /** What says that the page is there, and is not on the one before. */
  readonly shown: string;
};

// Comes to the server first.
test.use({ ownServer: {} });

for (const language of LANGUAGES) {
  test(`every page speaks ${language}, on a laptop and on a phone`, async ({
    gongyi,
    watch,
    openLaptop,
    openPhone,
  }) => {
    const words = WORDS[language];
    const written = WRITTEN[language];
    const other = LANGUAGES.find((candidate) => candidate !== language) ?? language;
    const laptop = await openLaptop({ of: 'facilitator', locale: other });
    const facilitator = new Facilitator(laptop, written.facilitator, gongyi, words);

    await test.step('the language is chosen in the page and stays', async () => {
      await laptop.goto(gongyi.origin);
      await expect(laptop.getByRole('heading', { name: WORDS[other].points.landing.title, level: 1 })).toBeVisible();
      await laptop.getByRole('button', { name: LANGUAGE_NAMES[language] }).click();
      await expect(laptop.getByRole('heading', { name: words.points.landing.title, level: 1 })).toBeVisible();
      await laptop.reload();
      await expect(laptop.getByRole('heading', { name: words.points.landing.title, level: 1 })).toBeVisible();
    });

    const places = await test.step('a campaign with own themes, a session and an action', async () => {
      await facilitator.opensTheFirstRunLink(gongyi.setupLink);
      await speaks(laptop, language, 'first run');
      await facilitator.createsTheAccount({ email: 'chen@example.org', password: 'fifty-eight horses' });
      await facilitator.createsCampaign(written);
      await facilitator.addsUnits(written.units);
      const campaign = new URL(laptop.url()).pathname;
      const invitation = new URL(await facilitator.invites('secretary'));
      await facilitator.createsSession(written.session);
      const session = new URL(laptop.url()).pathname;
      const code = await facilitator.readsTheCode();
      await facilitator.opensTheCanvas();
      await facilitator.addsPointByDoubleClick(written.point, written.themes[0]);
      await facilitator.selectsCard(written.point);
      await facilitator.promotesSelectedCard();
      return { campaign, session, code, invitation: invitation.pathname + invitation.hash };
    });

    const phone = await openPhone({ of: 'participant', locale: language });
    const participant = new Participant(phone, written.participant, gongyi, words);
    await participant.opensTheLink(places.code);
    await expect(phone.getByRole('heading', { name: written.session })).toBeVisible();
    await speaks(phone, language, 'joining');
    await participant.joins({ unit: written.units[1] });
    await participant.countsPoints(1);

    const { campaign, session } = places;
    const pages: readonly Visit[] = [
      { name: 'campaigns', path: '/campaigns', shown: words.campaigns.list.title },
      { name: 'new campaign', path: '/campaigns/new', shown: words.campaigns.wizard.chooseTitle },
      { name: 'campaign', path: campaign, shown: written.session },
      { name: 'board', path: `${campaign}/board`, shown: words.actions.card.noDeadline },
      { name: 'session', path: session, shown: words.sessions.host.joinByPhone },
      { name: 'canvas', path: `${session}/canvas`, shown: words.canvas.toolbar.add },
      { name: 'list', path: `${session}/list`, shown: say(words.points.list.count, { count: 1 }) },
      { name: 'signed in', path: '/login', shown: words.campaigns.list.title },
      { name: 'invitation', path: places.invitation, shown: words.account.invite.accept },
      { name: 'invitation cut off', path: '/invite', shown: words.account.invite.noToken },
      { name: 'start', path: '/', shown: words.points.landing.toCampaigns },
      { name: 'join', path: `/j/${places.code}`, shown: written.session },
      { name: 'set up already', path: '/setup', shown: words.errors.setupDone },
      { name: 'no such page', path: '/nowhere', shown: words.common.notFound.title },
    ];
    await test.step('the pages of the facilitator', async () => {
      for (const { name, path, shown } of pages) {
        await goesTo(laptop, path);
        await expect(laptop.getByText(shown).filter({ visible: true }).first(), name).toBeVisible();
        await speaksAtEverySize(laptop, language, name);
      }
      await goesTo(laptop, `${campaign}/board`);
      await laptop.getByRole('button', { name: written.point }).click();
      await expect(laptop.getByRole('dialog').getByText(words.actions.drawer.historyTitle)).toBeVisible();
      await speaksAtEverySize(laptop, language, 'action');
    });

    await test.step('the pages of the participant', async () => {
      await speaksAtEverySize(phone, language, 'phone');
      await participant.looksAtAllPoints();
      await participant.sees(written.point);
      await speaksAtEverySize(phone, language, 'phone all');
    });

    await test.step('somebody without an account', async () => {
      const stranger = await openPhone({ of: 'stranger', locale: language });
      const closed: readonly Visit[] = [
        { name: 'start of a stranger', path: '/', shown: words.points.landing.title },
        { name: 'sign in', path: '/login', shown: words.account.login.title },
        { name: 'campaign of others', path: campaign, shown: words.account.login.title },
        { name: 'session of others', path: session.replace('/sessions/', '/s/'), shown: words.points.landing.title },
        { name: 'invitation of a stranger', path: places.invitation, shown: written.campaign },
        { name: 'wrong code', path: '/j/00000000', shown: words.points.join.codeWrongTitle },
      ];
      await watch.duringARefusal(async () => {
        for (const { name, path, shown } of closed) {
          await stranger.goto(gongyi.origin + path);
          await expect(stranger.getByRole('heading', { name: shown, level: 1 }), name).toBeVisible();
          await speaks(stranger, language, name);
        }
      });
    });
  });
}

/** As a link in the page does. To load all of it anew for each page would be most of the walk. */
async function goesTo(page: Page, path: string): Promise<void> {
  await page.evaluate((address) => {
    window.history.pushState(null, '', address);
    window.dispatchEvent(new PopStateEvent('popstate'));
  }, path);
}

/** Without loading it again: a window that is made narrow has to keep its sense as well. */
async function speaksAtEverySize(page: Page, language: Language, name: string): Promise<void> {
  for (const { viewport } of [PHONE, LAPTOP]) {
    await page.setViewportSize(viewport);
    await speaks(page, language, `${name} ${viewport.width}`);
  }
}

/**
 * The page is in this language throughout, shows no key in place of a text, and needs no sideways
 * scrolling.
 */
async function speaks(page: Page, language: Language, name: string): Promise<void> {
  await expect(page.locator('html'), name).toHaveAttribute('lang', language);
  const texts = await chromeTextsOf(page);
  expect(rawKeysIn(texts), `keys shown on ${name}`).toEqual([]);
  expect(foreignTextsIn(texts, language), `texts of another language on ${name}`).toEqual([]);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(overflow, `pixels that ${name} is too wide`).toBeLessThanOrEqual(0);
}
