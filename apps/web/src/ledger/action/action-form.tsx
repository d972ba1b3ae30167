import { ACTION_FIELDS, type ActionView, missingForAgreement, STATES } from '@gongyi/domain';
import { Alert, Button, Stack } from '@mantine/core';
import { type FormEvent, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { RefusalNote } from '../../api/refusal-note.tsx';
import { ActionFieldInputs } from '../../ui/action/action-field-inputs.tsx';
import { ignoreEnterInFields } from '../../ui/action/ignore-enter.ts';
import { useBoard } from '../data/board-context.ts';
import { useMoveWords } from '../moves/use-move-words.ts';
import classes from './action-drawer.module.css';
import { useActionForm } from './use-action-form.ts';

type Props = { readonly action: ActionView; readonly onDirtyChange: (dirty: boolean) => void };

/** The fields of an action, for those who may change them. */
export function ActionForm({ action, onDirtyChange }: Props) {
  const { t } = useTranslation();
  const words = useMoveWords();
  const { campaign } = useBoard();
  const { form, dirty, saving, error, type, takeTheirs, undo, save } = useActionForm(action);
  useEffect(() => {
    onDirtyChange(dirty);
    return () => onDirtyChange(false);
  }, [dirty, onDirtyChange]);

  const missing = missingForAgreement(form.mine);
  // An agreed action may not lose what it was agreed with; a draft may be as empty as it likes.
  const isAgreed = STATES[action.state].agreed;
  const required = isAgreed ? missing : [];
  const errors = Object.fromEntries(required.map((name) => [name, t('actions.form.required')]));
  const conflicts = Object.keys(form.theirs).length;

  function submit(event: FormEvent): void {
    event.preventDefault();
    if (required.length === 0 && !saving) save();
  }

  return (
    <form onSubmit={submit} onKeyDown={ignoreEnterInFields} noValidate>
      <Stack gap="md">
        {/* Live while typing; what the saved action lacks is said beside the moves. */}
        {!isAgreed && dirty && (
          <Alert color={missing.length === 0 ? 'green' : 'yellow'} variant="light">
            {missing.length === 0
              ? t('actions.form.complete')
              : t('actions.form.missing', { fields: words.fields(missing) })}
          </Alert>
        )}
        {conflicts > 0 && (
          <Alert
            color="yellow"
            title={t('actions.form.conflictTitle')}
            role="alert"
            classNames={{ title: classes.warning }}
          >
            {t('actions.form.conflict')}
          </Alert>
        )}
        {conflicts === 0 && form.mergedOthers && (
          <Alert color="blue" role="status">
            {t('actions.form.merged')}
          </Alert>
        )}
        <ActionFieldInputs
          fields={form.mine}
          onType={type}
          units={campaign.units}
          show={ACTION_FIELDS}
          errors={errors}
          theirs={form.theirs}
          onTakeTheirs={takeTheirs}
        />
        <RefusalNote error={error} />
      </Stack>
      {dirty && (
        <div className={classes.save}>
          <span className={classes.unsaved}>{t('actions.form.unsaved')}</span>
          <Button variant="default" onClick={undo} disabled={saving}>
            {t('actions.form.undo')}
          </Button>
          <Button type="submit" loading={saving} disabled={required.length > 0}>
            {t('actions.form.save')}
          </Button>
        </div>
      )}
    </form>
  );
}
