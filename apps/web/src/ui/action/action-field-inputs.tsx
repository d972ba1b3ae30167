import { ACTION_TYPES, type ActionFieldName, type ActionFields, FIELDS, LIMITS } from '@gongyi/domain';
import { Button, Checkbox, MultiSelect, Select, TagsInput, Textarea, TextInput } from '@mantine/core';
import { Fragment, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { UnitView } from '../../api/trpc.ts';
import classes from './action-field-inputs.module.css';
import { DayInput } from './day-input.tsx';
import { useFieldWords } from './use-field-words.ts';

type Props = {
  readonly fields: ActionFields;
  readonly onType: (typed: Partial<ActionFields>) => void;
  readonly units: readonly UnitView[];
  /** Which fields to ask for, in this order. */
  readonly show: readonly ActionFieldName[];
  /** Fields with something wrong, and what. */
  readonly errors: Partial<Record<ActionFieldName, string>>;
  /** What somebody else made of a field that this person changed too. */
  readonly theirs?: Partial<ActionFields>;
  readonly onTakeTheirs?: (name: ActionFieldName) => void;
};

const NAME_SEPARATORS = [',', '，', '、', ';', '；'];

/** The inputs of an action's fields, wherever they are filled in. */
export function ActionFieldInputs({ show, theirs = {}, onTakeTheirs, ...form }: Props) {
  const { t } = useTranslation();
  const words = useFieldWords(form.units);
  return show.map((name) => (
    <Fragment key={name}>
      <div>
        <FieldInput name={name} {...form} />
        {name in theirs && (
          <div className={classes.theirs} role="note">
            <span>{t('actions.form.theirs', { value: words.value(name, theirs[name]) })}</span>
            <Button size="xs" variant="default" onClick={() => onTakeTheirs?.(name)}>
              {t('actions.form.useTheirs')}
            </Button>
          </div>
        )}
      </div>
    </Fragment>
  ));
}

type InputProps = Pick<Props, 'fields' | 'onType' | 'units' | 'errors'> & { readonly name: ActionFieldName };

/** The words beneath an input, where a field needs more than its kind says. */
const DESCRIPTIONS = { committed: 'actions.form.commitmentDescription' } as const;

function FieldInput({ name, fields, onType, units, errors }: InputProps): ReactElement {
  const { t } = useTranslation();
  const error = errors[name];
  const label = t(`actions.fields.${name}`);
  const description = name in DESCRIPTIONS ? t(DESCRIPTIONS[name as keyof typeof DESCRIPTIONS]) : undefined;
  const unitOptions = units.map((unit) => ({ value: unit.id, label: unit.name }));
  const field = fieldValue(name, fields);
  switch (field.kind) {
    case 'prose':
      return (
        <Textarea
          label={label}
          description={description}
          value={field.value}
          onChange={(event) => onType({ [name]: event.currentTarget.value })}
          maxLength={LIMITS.actionTextChars}
          autosize
          minRows={2}
          maxRows={12}
          error={error}
        />
      );
    case 'unit':
      return (
        <Select
          label={label}
          description={description}
          placeholder={t('actions.form.leadUnitHint')}
          nothingFoundMessage={t('actions.form.noSuchUnit')}
          data={unitOptions}
          value={field.value}
          onChange={(unitId) => onType({ [name]: unitId })}
          searchable
          clearable
          error={error}
        />
      );
    case 'units':
      return (
        <MultiSelect
          label={label}
          description={description}
          placeholder={field.value.length === 0 ? t('actions.form.supportUnitsHint') : undefined}
          nothingFoundMessage={t('actions.form.noSuchUnit')}
          data={unitOptions.filter((unit) => unit.value !== fields.leadUnitId)}
          value={field.value}
          onChange={(unitIds) => onType({ [name]: unitIds })}
          maxValues={LIMITS.supportUnitsPerAction}
          searchable
          clearable
          hidePickedOptions
          error={error}
        />
      );
    case 'person':
      return (
        <TextInput
          label={label}
          description={description}
          value={field.value}
          onChange={(event) => onType({ [name]: event.currentTarget.value })}
          maxLength={LIMITS.personNameChars}
          autoComplete="off"
          error={error}
        />
      );
    case 'people':
      return (
        <TagsInput
          label={t('actions.form.withCount', { field: label, max: LIMITS.maxOwners })}
          description={t('actions.form.ownersDescription', { max: LIMITS.maxOwners })}
          placeholder={field.value.length < LIMITS.maxOwners ? t('actions.form.ownersHint') : undefined}
          value={field.value}
          onChange={(names) => onType({ [name]: names.map(tidyName).filter(Boolean).slice(0, LIMITS.maxOwners) })}
          maxTags={LIMITS.maxOwners}
          splitChars={NAME_SEPARATORS}
          maxLength={LIMITS.personNameChars}
          autoComplete="off"
          error={error}
        />
      );
    case 'day':
      return (
        <DayInput
          label={label}
          description={description}
          value={field.value}
          onChange={(day) => onType({ [name]: day })}
          error={error}
        />
      );
    case 'actionType':
      return (
        <Select
          label={label}
          description={description}
          placeholder={t('actions.form.typeHint')}
          data={ACTION_TYPES.map((type) => ({ value: type, label: t(`actions.types.${type}`) }))}
          value={field.value}
          onChange={(type) => onType({ [name]: type })}
          clearable
          error={error}
        />
      );
    case 'flag':
      return (
        <Checkbox
          label={label}
          description={description}
          checked={field.value}
          onChange={(event) => onType({ [name]: event.currentTarget.checked })}
          error={error}
        />
      );
  }
}

/** A field with its value, so that the kind tells the compiler what the value is. */
type FieldValue = {
  [Name in ActionFieldName]: { readonly kind: (typeof FIELDS)[Name]['kind']; readonly value: ActionFields[Name] };
}[ActionFieldName];

function fieldValue(name: ActionFieldName, fields: ActionFields): FieldValue {
  return { kind: FIELDS[name].kind, value: fields[name] } as FieldValue;
}

function tidyName(name: string): string {
  return name.replace(/\s+/g, ' ').trim().slice(0, LIMITS.personNameChars);
}
