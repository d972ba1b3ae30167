import type { ActionFieldName, ActionFields, ActionView } from '@gongyi/domain';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { refusalOf } from '../../api/refusal-of.ts';
import { useTRPC } from '../../api/trpc.ts';
import { useActionLists } from '../data/use-action-lists.ts';
import { keepDraft, readDraft } from './action-draft.ts';
import {
  changesOf,
  isDirty,
  markRefused,
  markSent,
  receiveVersion,
  startForm,
  takeTheirs,
  typeInto,
  undoTyping,
} from './action-form-state.ts';

/** One action's form: what is typed, what arrives from others meanwhile, and saving it. */
export function useActionForm(action: ActionView) {
  const { t } = useTranslation();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const lists = useActionLists(action.campaignId);
  const [form, setForm] = useState(() => readDraft(action) ?? startForm(action));
  useEffect(() => keepDraft(action.id, isDirty(form) ? form : null), [action.id, form]);
  // While rendering, so that no frame shows the old version under the new one.
  if (action.version > form.version) setForm(receiveVersion(form, action));

  const edit = useMutation(
    trpc.actions.edit.mutationOptions({
      onSuccess(saved) {
        setForm((current) => receiveVersion(current, saved));
        lists.receive(saved);
        void queryClient.invalidateQueries(trpc.actions.history.queryFilter({ actionId: saved.id }));
        notifications.show({ color: 'green', message: t('actions.form.saved', { number: saved.number }) });
      },
      onError(error) {
        setForm(markRefused);
        // Somebody was faster: their version comes in, and the form sets it beside what was typed.
        if (refusalOf(error).code === 'versionConflict') void lists.refresh(action.id);
      },
    }),
  );

  return {
    form,
    dirty: isDirty(form),
    saving: edit.isPending,
    error: edit.error,
    type: (typed: Partial<ActionFields>) => setForm((current) => typeInto(current, typed)),
    takeTheirs: (name: ActionFieldName) => setForm((current) => takeTheirs(current, name)),
    undo() {
      edit.reset();
      setForm(undoTyping);
    },
    save() {
      const sent = markSent(form);
      setForm(sent);
      edit.mutate({ actionId: action.id, version: sent.version, fields: changesOf(sent) });
    },
  };
}
