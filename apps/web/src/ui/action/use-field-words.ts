import { ACTION_TYPES, type ActionFieldName, FIELDS } from '@gongyi/domain';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { UnitView } from '../../api/trpc.ts';

export type FieldWords = {
  readonly label: (name: ActionFieldName) => string;
  /**
   * Any value of a field as people say it: names for ids. Also takes what an old event holds,
   * whatever its shape.
   */
  readonly value: (name: ActionFieldName, value: unknown) => string;
};

export function useFieldWords(units: readonly UnitView[]): FieldWords {
  const { t } = useTranslation();
  return useMemo(() => {
    const unitName = (id: unknown) => units.find((unit) => unit.id === id)?.name ?? t('actions.form.unknownUnit');
    const empty = t('actions.form.emptyValue');
    return {
      label: (name) => t(`actions.fields.${name}`),
      value(name, value) {
        if (value === null || value === undefined || value === '') return empty;
        const list = (texts: readonly string[]) => (texts.length === 0 ? empty : texts.join(t('common.listSeparator')));
        switch (FIELDS[name].kind) {
          case 'prose':
          case 'person':
          case 'day':
            return String(value);
          case 'people':
            return list([value].flat().map(String));
          case 'unit':
            return unitName(value);
          case 'units':
            return list([value].flat().map(unitName));
          case 'actionType': {
            const type = ACTION_TYPES.find((known) => known === value);
            return type === undefined ? String(value) : t(`actions.types.${type}`);
          }
          case 'flag':
            return t(value === true ? 'actions.form.yes' : 'actions.form.no');
        }
      },
    };
  }, [t, units]);
}
