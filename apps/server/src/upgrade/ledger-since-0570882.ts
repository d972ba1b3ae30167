import { ACTION_STATES, type ActionView, toSummary } from '@gongyi/domain';
import type { Answers } from './read-everything.ts';

/** What that build answered, with actions as they are answered today. */
export function ledgerSince0570882(answers: Answers): Answers {
  return ledgerOf(answers, readPositions(answers)) as Answers;
}

/** What `change` makes of each answer that is no refusal. */
export function eachAnswer<Answer>(
  kept: Answers[string] | undefined,
  change: (answer: Answer, subject: string) => unknown,
): Answers[string] {
  const isRefusal = (answer: unknown) => Object.hasOwn(answer as object, 'refused');
  const changeAll = (subject: string, byPerson: Record<string, unknown>) =>
    Object.fromEntries(
      Object.entries(byPerson).map(([person, answer]) => [
        person,
        isRefusal(answer) ? answer : change(answer as Answer, subject),
      ]),
    );
  return Object.fromEntries(
    Object.entries(kept ?? {}).map(([subject, byPerson]) => [subject, changeAll(subject, byPerson)]),
  );
}

/**
 * What the lists of actions answer that the build did not have, made of what it answered to others.
 */
export function listsOfActions(answers: Answers): Answers {
  type List = readonly ActionView[];
  const people = (list: List) => new Set(list.flatMap(({ leader, owners }) => [leader, ...owners]));
  return {
    'actions.page': eachAnswer(answers['actions.list'], (list: List) => ({ rows: list.map(toSummary), next: null })),
    'actions.counts': eachAnswer(answers['actions.list'], (list: List) =>
      Object.fromEntries(
        ACTION_STATES.map((state) => {
          const count = list.filter((action) => action.state === state).length;
          return [state, { all: count, shown: count }];
        }),
      ),
    ),
    'actions.people': eachAnswer(answers['actions.list'], (list: List) => [...people(list)].filter(Boolean).sort()),
    'actions.summary': eachAnswer<ActionView>(answers['actions.get'], toSummary),
  };
}

/** States and moves of actions, and two fields, have other words since `ledger_words`. */
const WORDS_SINCE: Readonly<Record<string, string>> = {
  not_started: 'notStarted',
  in_progress: 'inProgress',
  standing: 'ongoing',
  keepStanding: 'makeOngoing',
  leadUnit: 'leadUnitId',
  commitment: 'committed',
};

/** Where the actions of the fixture were when they were set aside. */
const STATE_BEFORE: Readonly<Record<string, string>> = { deferred: 'notStarted', ongoing: 'inProgress' };

/** Where each theme stands in its campaign, by its id. */
function readPositions(answers: Answers): ReadonlyMap<string, number> {
  const campaigns = Object.values(answers['campaigns.get'] ?? {}).flatMap((byPerson) => Object.values(byPerson));
  const themes = (campaigns as { themes?: { id: string }[] }[]).flatMap(({ themes = [] }) => [...themes.entries()]);
  return new Map(themes.map(([position, { id }]) => [id, position]));
}

function ledgerOf(value: unknown, positions: ReadonlyMap<string, number>): unknown {
  if (typeof value === 'string') return WORDS_SINCE[value] ?? value;
  if (Array.isArray(value)) return value.map((item) => ledgerOf(item, positions));
  if (typeof value !== 'object' || value === null) return value;
  const renamed = Object.fromEntries(Object.entries(value).map(([key, part]) => [key, ledgerOf(part, positions)]));
  const isAction = 'mayMove' in renamed && 'state' in renamed;
  if (!isAction) return renamed;
  const { state, themeId, number } = renamed;
  return {
    ...renamed,
    // Nobody said of any of them what type it is.
    type: null,
    stateBefore: STATE_BEFORE[String(state)] ?? null,
    place: { position: positions.get(String(themeId)), number: Number(/\d+$/.exec(String(number))?.[0]) },
  };
}
