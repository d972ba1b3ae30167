import type { ActionView } from '@gongyi/domain';
import { Button, Drawer, Skeleton, Stack, Text } from '@mantine/core';
import { modals } from '@mantine/modals';
import { skipToken, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { RefusalNote } from '../../api/refusal-note.tsx';
import { refusalOf } from '../../api/refusal-of.ts';
import { useTRPC } from '../../api/trpc.ts';
import { StateChip } from '../../ui/action/state-chip.tsx';
import { isReloadingPage } from '../../ui/reload-page.ts';
import { useBoard } from '../data/board-context.ts';
import { focusCardAgain } from '../data/card-focus.ts';
import { keepDraft } from './action-draft.ts';
import classes from './action-drawer.module.css';
import { ActionFacts } from './action-facts.tsx';
import { ActionForm } from './action-form.tsx';
import { ActionHistory } from './action-history.tsx';
import { ActionMoves } from './action-moves.tsx';
import { ActionPoints } from './action-points.tsx';

type Props = {
  /** The action of the address, null for none. */
  readonly actionId: string | null;
  readonly onClose: () => void;
};

/** One action beside the board: what to do next, its fields, where it came from, what was done. */
export function ActionDrawer({ actionId, onClose }: Props) {
  const { t } = useTranslation();
  const [dirty, setDirty] = useState(false);
  // Stays in sight while the drawer slides out.
  const [shownId, setShownId] = useState(actionId);
  if (actionId !== null && actionId !== shownId) setShownId(actionId);
  const trpc = useTRPC();
  const asked = useQuery(trpc.actions.get.queryOptions(shownId === null ? skipToken : { actionId: shownId }));
  const action = asked.data;
  useUnloadWarning(dirty && actionId !== null);

  function close(): void {
    if (!dirty) {
      onClose();
      return;
    }
    modals.openConfirmModal({
      title: t('actions.drawer.discardTitle'),
      children: <Text>{t('actions.drawer.discard')}</Text>,
      labels: { confirm: t('actions.drawer.discardConfirm'), cancel: t('actions.drawer.discardCancel') },
      onConfirm: () => {
        if (actionId !== null) keepDraft(actionId, null);
        setDirty(false);
        onClose();
      },
    });
  }

  return (
    <Drawer
      opened={actionId !== null}
      onClose={close}
      onExitTransitionEnd={() => shownId && focusCardAgain(shownId)}
      position="right"
      size="min(44rem, 100vw)"
      title={action ? <DrawerTitle action={action} /> : t('actions.drawer.label', { number: '' })}
      closeButtonProps={{ 'aria-label': t('actions.drawer.close'), size: 'lg' }}
    >
      {action ? (
        <OpenAction key={action.id} action={action} dirty={dirty} onDirtyChange={setDirty} />
      ) : asked.isFetching ? (
        <Skeleton height={240} />
      ) : (
        <DrawerProblem error={asked.error} onRetry={asked.refetch} />
      )}
    </Drawer>
  );
}

/**
 * Why there is nothing to show; what is not there, or not for this person, is not asked for again.
 */
function DrawerProblem({ error, onRetry }: { readonly error: unknown; readonly onRetry: () => unknown }) {
  const { t } = useTranslation();
  const { code } = refusalOf(error);
  if (code === 'notFound' || code === 'forbidden' || code === 'invalidInput')
    return <Text>{t('actions.drawer.notFound')}</Text>;
  return (
    <Stack align="flex-start">
      <RefusalNote error={error} />
      <Button variant="default" onClick={() => void onRetry()}>
        {t('common.retry')}
      </Button>
    </Stack>
  );
}

function DrawerTitle({ action }: { readonly action: ActionView }) {
  const { t } = useTranslation();
  return (
    <span className={classes.title}>
      <strong>{t('actions.drawer.label', { number: action.number })}</strong> <StateChip state={action.state} />
    </span>
  );
}

type OpenProps = {
  readonly action: ActionView;
  readonly dirty: boolean;
  readonly onDirtyChange: (dirty: boolean) => void;
};

function OpenAction({ action, dirty, onDirtyChange }: OpenProps) {
  const { t } = useTranslation();
  const { themes } = useBoard();
  // Decided when it opens: a move that freezes the action must not take the form away from under
  // somebody who is typing.
  const editing = action.mayEdit || dirty;
  return (
    <>
      <Text c="dimmed" size="sm">
        {themes.get(action.themeId)?.name}
      </Text>
      <section className={classes.section}>
        <h3>{t('actions.drawer.movesTitle')}</h3>
        <ActionMoves action={action} dirty={dirty} />
      </section>
      <section className={classes.section}>
        <h3>{t('actions.form.title')}</h3>
        {editing ? <ActionForm action={action} onDirtyChange={onDirtyChange} /> : <ActionFacts action={action} />}
      </section>
      <ActionPoints action={action} />
      <ActionHistory actionId={action.id} />
    </>
  );
}

/** The browser asks before a reload or a closed tab throws typed words away. */
function useUnloadWarning(active: boolean): void {
  useEffect(() => {
    if (!active) return undefined;
    const warn = (event: BeforeUnloadEvent) => {
      if (!isReloadingPage()) event.preventDefault();
    };
    window.addEventListener('beforeunload', warn);
    return () => window.removeEventListener('beforeunload', warn);
  }, [active]);
}
