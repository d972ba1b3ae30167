import { type Role, STAGE_SWITCHES, sessionRights } from '@gongyi/domain';
import { LANGUAGES, type Language } from '@gongyi/locale';
import { t } from 'i18next';
import { describe, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { expectCleanWords } from '../test/clean-words.ts';
import { testSession } from '../test/test-session.ts';
import { showList } from './test/shown-list.ts';

/**
 * The list of an anonymous session, at another device than the one on which the account takes part.
 */
async function showElsewhere(role: Role, language?: Language) {
  const { me, stage } = testSession(role);
  const conditions = { stage, switches: STAGE_SWITCHES[stage], held: false, privateWriting: false };
  return showList({
    role,
    ...(language && { language }),
    votes: { turnout: () => ({ present: 0, voters: 0, votes: 0, away: { people: 0, votes: null } }) },
    points: [{ id: `elsewhere-${role}-${language}`, text: language === 'en' ? 'Street light' : '路灯坏了' }],
    changes: {
      anonymous: true,
      rights: sessionRights(me.standing, { ...conditions, takesPartElsewhere: true }),
      me: { ...me, takesPart: false, author: { ...me.author, name: '' } },
    },
  });
}

const words = () => page.getByText(t('errors.otherDevice'));
const endorse = () => page.getByRole('button', { name: t('deliberate.votes.endorse') });

test.each(['liaison', 'facilitator'] as const)('%s is told where they vote, and has no button to', async (role) => {
  await showElsewhere(role);
  await expect.element(words()).toBeVisible();
  await expect.element(page.getByText('路灯坏了')).toBeVisible();
  await expect.element(endorse()).not.toBeInTheDocument();
  await expect.element(page.getByText(t('points.readOnly'))).not.toBeInTheDocument();
});

test('whoever may only look on anyhow is not told so', async () => {
  await showElsewhere('supervisor');
  await expect.element(page.getByText(t('points.readOnly'))).toBeVisible();
  await expect.element(words()).not.toBeInTheDocument();
});

describe.each(LANGUAGES)('its words in %s', (language) => {
  test('have no gaps, and no other language among them', async () => {
    await showElsewhere('liaison', language);
    await expect.element(words()).toBeVisible();
    await expectCleanWords(page.getByRole('main'), language);
  });
});
