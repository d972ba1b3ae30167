import { type ActionFields, LIMITS } from '@gongyi/domain';
import { Button, Checkbox, MultiSelect, Select, TagsInput, Textarea, TextInput } from '@mantine/core';
import { Fragment, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { UnitView } from '../api/trpc.ts';
import classes from './action-field-inputs.module.css';
import type { ActionFieldName } from './action-fields.ts';
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

function FieldInput({ name, fields, onType, units, errors }: InputProps): ReactElement {
  const { t } = useTranslation();
  const error = errors[name];
  const unitOptions = units.map((unit) => ({ value: unit.id, label: unit.name }));
  switch (name) {
    case 'problem':
    case 'goal':
    case 'measure':
      return (
        <Textarea
          label={t(`actions.form.${name}`)}
          value={fields[name]}
          onChange={(event) => onType({ [name]: event.currentTarget.value })}
          maxLength={LIMITS.actionTextChars}
          autosize
          minRows={2}
          maxRows={12}
          error={error}
        />
      );
    case 'leadUnitId':
      return (
        <Select
          label={t('actions.form.leadUnit')}
          placeholder={t('actions.form.leadUnitHint')}
          nothingFoundMessage={t('actions.form.noSuchUnit')}
          data={unitOptions}
          value={fields.leadUnitId}
          onChange={(leadUnitId) => onType({ leadUnitId })}
          searchable
          clearable
          error={error}
        />
      );
    case 'supportUnitIds':
      return (
        <MultiSelect
          label={t('actions.form.supportUnits')}
          placeholder={fields.supportUnitIds.length === 0 ? t('actions.form.supportUnitsHint') : undefined}
          nothingFoundMessage={t('actions.form.noSuchUnit')}
          data={unitOptions.filter((unit) => unit.value !== fields.leadUnitId)}
          value={fields.supportUnitIds}
          onChange={(supportUnitIds) => onType({ supportUnitIds })}
          maxValues={LIMITS.supportUnitsPerAction}
          searchable
          clearable
          hidePickedOptions
          error={error}
        />
      );
    case 'leader':
      return (
        <TextInput
          label={t('actions.form.leader')}
          value={fields.leader}
          onChange={(event) => onType({ leader: event.currentTarget.value })}
          maxLength={LIMITS.personNameChars}
          autoComplete="off"
          error={error}
        />
      );
    case 'owners':
      return (
        <TagsInput
          label={t('actions.form.owners')}
          description={t('actions.form.ownersDescription', { max: LIMITS.maxOwners })}
          placeholder={fields.owners.length < LIMITS.maxOwners ? t('actions.form.ownersHint') : undefined}
          value={fields.owners}
          onChange={(owners) => onType({ owners: owners.map(tidyName).filter(Boolean).slice(0, LIMITS.maxOwners) })}
          maxTags={LIMITS.maxOwners}
          splitChars={NAME_SEPARATORS}
          maxLength={LIMITS.personNameChars}
          autoComplete="off"
          error={error}
        />
      );
    case 'deadline':
      return (
        <DayInput
          label={t('actions.form.deadline')}
          value={fields.deadline}
          onChange={(deadline) => onType({ deadline })}
          error={error}
        />
      );
    case 'committed':
      return (
        <Checkbox
          label={t('actions.form.commitment')}
          description={t('actions.form.commitmentDescription')}
          checked={fields.committed}
          onChange={(event) => onType({ committed: event.currentTarget.checked })}
          error={error}
        />
      );
  }
}

function tidyName(name: string): string {
  return name.replace(/\s+/g, ' ').trim().slice(0, LIMITS.personNameChars);
}
