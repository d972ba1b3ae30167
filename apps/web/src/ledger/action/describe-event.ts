import { ACTION_FIELDS, type EventData, isProse, type ReadEvent } from '@gongyi/domain';
import type { TFunction } from 'i18next';
import type { FieldWords } from '../../ui/action/use-field-words.ts';

/** One event of an action's history: a heading, and lines below it. */
export type EventWords = { readonly heading: string; readonly lines: readonly string[] };

/**
 * An event in words. What a newer or older server wrote and this page does not know becomes a
 * general word, never a blank.
 */
export function describeEvent(event: ReadEvent, t: TFunction, words: FieldWords): EventWords {
  switch (event.type) {
    case 'points.promoted':
      return { heading: t('actions.history.promoted'), lines: [] };
    case 'action.moved':
      return describeMove(event.data, t);
    case 'action.edited':
      return describeEdit(event.data, t, words);
    default:
      return { heading: t('actions.history.other'), lines: [] };
  }
}

function describeMove({ move, from, to, text, reviewDate }: EventData<'action.moved'>, t: TFunction): EventWords {
  return {
    heading: t('actions.history.moved', {
      move: t(`actions.moves.${move}`),
      from: t(`common.states.${from}`),
      to: t(`common.states.${to}`),
    }),
    lines: [
      ...(text === '' ? [] : [t('actions.history.text', { text })]),
      ...(reviewDate === null ? [] : [t('actions.history.reviewDate', { day: reviewDate })]),
    ],
  };
}

function describeEdit(changes: EventData<'action.edited'>, t: TFunction, words: FieldWords): EventWords {
  // In the order of the form: the database keeps the keys in an order of its own.
  const names = ACTION_FIELDS.filter((name) => changes[name] !== undefined);
  if (names.length === 0) return { heading: t('actions.history.edited'), lines: [] };
  const lines = names.flatMap((name) => {
    const change = changes[name];
    // Texts too long for "from → to": only their names are said.
    if (change === undefined || isProse(name)) return [];
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
