import { LIMITS } from '@gongyi/domain';
import { Alert, Button, Skeleton, Stack, Text, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useDeferredValue, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { RefusalNote } from '../api/refusal-note.tsx';
import { type RemovedPointView, useTRPC } from '../api/trpc.ts';
import { filterPoints, NO_FILTER } from '../session/points/filter-points.ts';
import { RemovedPointRow } from './removed-point-row.tsx';
import classes from './removed-points.module.css';
import { RestoredNote } from './restored-note.tsx';
import { useMomentWords } from './use-moment-words.ts';
import { useRestorePoints } from './use-restore-points.ts';

/** Deletions are edits of the document, of which the API's events do not tell. */
const ASK_AGAIN_MS = 10_000;
/** From here on they are worth searching. */
const MANY = 8;
const SHOWN_AT_ONCE = 100;
const NONE: readonly RemovedPointView[] = [];

type Props = { readonly sessionId: string; readonly closed: boolean };

/**
 * Inside a dialog: the points of a session that were deleted, to be restored one by one or
 * together.
 */
export function RemovedPoints({ sessionId, closed }: Props) {
  const { t } = useTranslation();
  const trpc = useTRPC();
  const session = useQuery(trpc.sessions.get.queryOptions({ sessionId }));
  const removed = useQuery(
    trpc.removedPoints.list.queryOptions({ sessionId }, { staleTime: 0, refetchInterval: ASK_AGAIN_MS }),
  );
  const moments = useMomentWords();
  const [text, setText] = useState('');
  const wanted = useDeferredValue(text);
  const [max, setMax] = useState(SHOWN_AT_ONCE);
  const [chosenIds, setChosenIds] = useState<ReadonlySet<string>>(new Set());
  const restore = useRestorePoints(sessionId);
  const all = removed.data ?? NONE;
  const found = useMemo(() => filterPoints(all, { ...NO_FILTER, text: wanted }), [all, wanted]);
  const shown = found.slice(0, max);
  const chosen = all.filter(({ id }) => chosenIds.has(id));
  const foundChosen = found.filter(({ id }) => chosenIds.has(id)).length;

  const rows = useRef<HTMLOListElement>(null);
  const note = useRef<HTMLParagraphElement>(null);
  const nextId = useRef<string | undefined>(undefined);
  useEffect(() => {
    if (restore.restoredIds === null) return;
    // The button that was pressed went with its row.
    const next = rows.current?.querySelector<HTMLElement>(`li[data-removed="${nextId.current}"] button`);
    (next ?? note.current)?.focus({ preventScroll: next === undefined });
  }, [restore.restoredIds]);

  function bringBack(pointIds: readonly string[]): void {
    const at = shown.findIndex(({ id }) => pointIds.includes(id));
    const others = [...shown.slice(at), ...shown.slice(0, Math.max(0, at)).reverse()];
    nextId.current = others.find(({ id }) => !pointIds.includes(id))?.id;
    restore.restore(pointIds);
  }

  function choose(ids: readonly string[], on: boolean): void {
    setChosenIds((before) => {
      const next = new Set(before);
      for (const id of ids) {
        if (on) next.add(id);
        else next.delete(id);
      }
      return next;
    });
  }

  return (
    <Stack gap="md">
      <Text c="dimmed">{t('sessions.removed.intro')}</Text>
      {closed && (
        <Alert color="gray" variant="light">
          {t('sessions.removed.closed')}
        </Alert>
      )}
      {removed.isPending && <Skeleton height={64} />}
      {removed.data === undefined && <RefusalNote error={removed.error} />}
      {removed.data?.length === 0 && <Text className={classes.empty}>{t('sessions.removed.empty')}</Text>}
      {(all.length > MANY || text !== '') && (
        <TextInput
          type="search"
          label={t('sessions.removed.search')}
          placeholder={t('points.list.filterPlaceholder')}
          leftSection={<IconSearch size={18} aria-hidden />}
          maxLength={LIMITS.searchChars}
          value={text}
          onChange={({ currentTarget }) => setText(currentTarget.value)}
        />
      )}
      {all.length > 0 && found.length === 0 && <Text className={classes.empty}>{t('sessions.removed.none')}</Text>}
      {!closed && found.length > 1 && (
        <div className={classes.bar}>
          <label className={classes.all}>
            <input
              type="checkbox"
              className={classes.checkbox}
              checked={foundChosen === found.length}
              onChange={({ currentTarget }) =>
                choose(
                  found.map(({ id }) => id),
                  currentTarget.checked,
                )
              }
            />
            {t('sessions.removed.chooseAll', { count: found.length })}
          </label>
          <Button
            disabled={chosen.length === 0}
            loading={restore.isPending}
            onClick={() => bringBack(chosen.map(({ id }) => id))}
          >
            {t('sessions.removed.restoreChosen', { count: chosen.length })}
          </Button>
        </div>
      )}
      {shown.length > 0 && (
        <ol ref={rows} className={classes.rows} aria-label={t('sessions.removed.listLabel')}>
          {shown.map((point) => (
            <RemovedPointRow
              key={point.id}
              point={point}
              session={session.data}
              moments={moments}
              mayRestore={!closed}
              chosen={chosenIds.has(point.id)}
              busy={restore.isPending}
              onChoose={found.length > 1 ? (on) => choose([point.id], on) : undefined}
              onRestore={() => bringBack([point.id])}
            />
          ))}
        </ol>
      )}
      {found.length > shown.length && (
        <Button variant="default" onClick={() => setMax(max + SHOWN_AT_ONCE)}>
          {t('sessions.removed.more', { count: found.length - shown.length })}
        </Button>
      )}
      {all.length > 0 && (
        <Text size="sm" c="dimmed">
          {t('sessions.removed.limit', { max: LIMITS.removedPointsPerSession })}
        </Text>
      )}
      <div className={classes.outcome}>
        <RefusalNote error={restore.error} />
        <RestoredNote ref={note} sessionId={sessionId} restored={restore.restoredIds} />
      </div>
    </Stack>
  );
}
