import { type ActionView, MOVES, nextState } from '@gongyi/domain';
import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useBoard } from '../data/board-context.ts';
import { planMove } from '../moves/plan-move.ts';
import { useMoveWords } from '../moves/use-move-words.ts';
import classes from './action-drawer.module.css';

type Props = {
  readonly action: ActionView;
  /** Words that are typed and not saved: a move would be made without them. */
  readonly dirty: boolean;
};

/** What this person may do with the action now, and what the state was told last. */
export function ActionMoves({ action, dirty }: Props) {
  const { t } = useTranslation();
  const words = useMoveWords();
  const { campaign, requestMove } = useBoard();
  const moves = action.mayMove.flatMap((move) => {
    const to = nextState(action, move);
    return to === null ? [] : [{ move, plan: planMove(action, to, campaign.standing) }];
  });
  const blocked = moves.find(({ plan }) => plan.kind === 'incomplete');
  const top = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the buttons of the old state took the focus with them
  useEffect(() => {
    if (document.activeElement === document.body) top.current?.focus();
  }, [action.state]);
  return (
    <Stack gap="sm" ref={top} tabIndex={-1}>
      {moves.length === 0 ? (
        <Text c="dimmed">{t('actions.drawer.noMoves')}</Text>
      ) : (
        <Group gap="xs">
          {moves.map(({ move, plan }) => (
            <Button
              key={move}
              variant={MOVES[move].forward ? 'filled' : 'default'}
              disabled={plan.kind !== 'open' || dirty}
              onClick={() => requestMove({ action, move })}
            >
              {words.move(move)}
            </Button>
          ))}
        </Group>
      )}
      {dirty && moves.length > 0 && <Text size="sm">{t('actions.drawer.saveFirst')}</Text>}
      {!dirty && blocked && <Text size="sm">{words.reason(blocked.plan)}</Text>}
      <StateNotes action={action} />
    </Stack>
  );
}

function StateNotes({ action }: { readonly action: ActionView }) {
  const { t, i18n } = useTranslation();
  const { returnReason, report, sideReason, nextReview, closedAt } = action;
  const notes = [
    { title: t('actions.drawer.lastReturn'), text: returnReason },
    { title: t('actions.drawer.setAside'), text: sideReason },
    { title: t('actions.drawer.report'), text: report },
  ].filter(({ text }) => text !== '');
  const closedDay =
    closedAt && new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium' }).format(new Date(closedAt));
  return (
    <>
      {notes.map(({ title, text }) => (
        <Alert key={title} title={title} color="gray">
          <Text size="sm" className={classes.quote}>
            {text}
          </Text>
        </Alert>
      ))}
      {nextReview !== null && <Text>{t('actions.drawer.nextReview', { day: nextReview })}</Text>}
      {closedDay && <Text>{t('actions.drawer.closedAt', { day: closedDay })}</Text>}
    </>
  );
}
