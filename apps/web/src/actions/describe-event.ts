import { ACTION_MOVES, ACTION_STATES } from '@gongyi/domain';
import type { TFunction } from 'i18next';
import { ACTION_FIELDS } from './action-fields.ts';
import type { FieldWords } from './use-field-words.ts';

type Entry = { readonly type: string; readonly data: Readonly<Record<string, unknown>> };

/** One event of an action's history: a heading, and lines below it. */
export type EventWords = { readonly heading: string; readonly lines: readonly string[] };

/** Texts too long for "from → to": only their names are said. */
const LONG_FIELDS: ReadonlySet<string> = new Set(['problem', 'goal', 'measure']);

/** An event in words. What a newer or older server wrote and this page does not know becomes a general word, never a blank. */
export function describeEvent({ type, data }: Entry, t: TFunction, words: FieldWords): EventWords {
  switch (type) {
    case 'points.promoted':
      return { heading: t('actions.history.promoted'), lines: [] };
    case 'action.moved':
      return describeMove(data, t);
    case 'action.edited':
      return describeEdit(data, t, words);
    default:
      return { heading: t('actions.history.other'), lines: [] };
  }
}

function describeMove(data: Entry['data'], t: TFunction): EventWords {
  const move = ACTION_MOVES.find((name) => name === data.move);
  const from = ACTION_STATES.find((state) => state === data.from);
  const to = ACTION_STATES.find((state) => state === data.to);
  const heading =
    move && from && to
      ? t('actions.history.moved', {
          move: t(`actions.moves.${move}`),
          from: t(`common.states.${from}`),
          to: t(`common.states.${to}`),
        })
      : t('actions.history.movedPlain');
  const lines: string[] = [];
  if (typeof data.text === 'string' && data.text !== '') lines.push(t('actions.history.text', { text: data.text }));
  if (typeof data.reviewDate === 'string') lines.push(t('actions.history.reviewDate', { day: data.reviewDate }));
  return { heading, lines };
}

function describeEdit(data: Entry['data'], t: TFunction, words: FieldWords): EventWords {
  // In the order of the form: the database keeps the keys in an order of its own.
  const names = ACTION_FIELDS.filter((name) => name in data);
  if (names.length === 0) return { heading: t('actions.history.edited'), lines: [] };
  const lines = names.flatMap((name) => {
    const change = data[name];
    if (LONG_FIELDS.has(name) || typeof change !== 'object' || change === null) return [];
    if (!('from' in change) || !('to' in change)) return [];
    return t('actions.history.change', {
      field: words.label(name),
      from: words.value(name, change.from),
      to: words.value(name, change.to),
    });
  });
  return {
    heading: t('actions.history.editedFields', { fields: names.map(words.label).join(t('common.listSeparator')) }),
    lines,
  };
}
