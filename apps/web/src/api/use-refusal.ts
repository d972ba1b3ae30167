import { ACTION_FIELDS, ACTION_STATES, type ErrorDetails } from '@gongyi/domain';
import type { TFunction } from 'i18next';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { refusalOf } from './refusal-of.ts';

function inWords(value: string, t: TFunction): string {
  const state = ACTION_STATES.find((candidate) => candidate === value);
  if (state !== undefined) return t(`common.states.${state}`);
  const field = ACTION_FIELDS.find((candidate) => candidate === value);
  if (field !== undefined) return t(`actions.fields.${field}`);
  return value;
}

/** States and fields arrive as identifiers and are shown as words. */
function detailsInWords(details: ErrorDetails, t: TFunction): Record<string, string | number> {
  const entries = Object.entries(details).map(([name, value]) => {
    if (typeof value === 'number') return [name, value] as const;
    if (typeof value === 'string') return [name, inWords(value, t)] as const;
    return [name, value.map((item) => inWords(item, t)).join(t('common.listSeparator'))] as const;
  });
  return Object.fromEntries(entries);
}

/**
 * `const refusal = useRefusal(); refusal(mutation.error)`: the reason in the person's language, to
 * be shown beside the form.
 */
export function useRefusal(): (error: unknown) => string {
  const { t } = useTranslation();
  return useCallback(
    (error: unknown) => {
      const { code, details } = refusalOf(error);
      if (code === 'unexpected') return t('common.unexpected');
      // Which {{values}} a sentence takes goes with the code; the compiler cannot pair the two for
      // a union of codes.
      return t(`errors.${code}` as 'errors.notFound', detailsInWords(details, t));
    },
    [t],
  );
}
