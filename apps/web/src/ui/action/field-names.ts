import type { ActionFieldName } from '@gongyi/domain';
import type { TFunction } from 'i18next';

/** Fields of an action in the person's language, one after the other. */
export function fieldNames(t: TFunction, names: readonly ActionFieldName[]): string {
  return names.map((name) => t(`actions.fields.${name}`)).join(t('common.listSeparator'));
}
