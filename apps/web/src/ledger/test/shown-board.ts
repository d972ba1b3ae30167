import type { ActionFieldName, ActionMove, ActionState, ActionView, Role } from '@gongyi/domain';
import type { Language } from '@gongyi/locale';
import { t } from 'i18next';
import { page } from 'vitest/browser';
// Loaded before the first test begins, which waits for the page alone.
import '../../shell/staff-layout.tsx';
import '../../ui/campaign-gate.tsx';
import '../board-page.tsx';
import { FakeLedger } from '../../test/fake-ledger.ts';
import type { Answers } from '../../test/fake-server.ts';
import { type ShownPage, showPage } from '../../test/show-page.tsx';
import { campaignAnswers, testCampaign } from '../../test/test-campaign.ts';

type Options = {
  readonly role?: Role;
  readonly actions: readonly ActionView[];
  /** What follows the board's path. */
  readonly query?: string;
  readonly language?: Language;
  readonly answers?: (ledger: FakeLedger) => Answers['actions'];
};

/**
 * The board of a campaign on the page of somebody with this role. An administrator may all but what
 * needs a second person.
 */
export async function showBoard({ role = 'administrator', actions, query = '', language, answers }: Options) {
  const campaign = testCampaign(role, { latin: language === 'en' });
  const ledger = new FakeLedger(campaign.standing, actions);
  const server: ShownPage = await showPage(
    `/campaigns/${campaign.id}/board${query}`,
    { ...campaignAnswers(() => campaign), actions: { ...ledger.answers, ...answers?.(ledger) } },
    language,
  );
  return { server, ledger, campaign };
}

export function column(state: ActionState) {
  return page.getByRole('region', { name: t(`common.states.${state}`) });
}

/** Wherever it stands. */
export function card(number: string) {
  return page.getByRole('listitem').filter({ has: openButton(number) });
}

export function cardIn(state: ActionState, number: string) {
  return column(state)
    .getByRole('listitem')
    .filter({ has: openButton(number) });
}

export function openButton(number: string) {
  return page.getByRole('button', { name: `${t('actions.card.open', { number })}:`, exact: false });
}

/** What stands in the corner of the page after something was refused. */
export function refusalNote(number: string) {
  return page.getByRole('alert').filter({ hasText: t('actions.refused.title', { number }) });
}

export function moveName(move: ActionMove): string {
  return t(`actions.moves.${move}`);
}

export function fieldNames(fields: readonly ActionFieldName[]): string {
  return fields.map((field) => t(`actions.fields.${field}`)).join(t('common.listSeparator'));
}
