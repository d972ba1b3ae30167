import { readBoard } from '@gongyi/board';
import { Alert, Button, Drawer, Group, Progress, Stack, Tabs, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Doc } from 'yjs';
import { type SessionView, useTRPC } from '../../api/trpc.ts';
import { useRefusal } from '../../api/use-refusal.ts';
import { liveSuggestions } from './live-suggestions.ts';
import { SuggestedMerge } from './suggested-merge.tsx';
import { SuggestedTheme } from './suggested-theme.tsx';
import { useDocVersion } from './use-doc-version.ts';
import { useRefused } from './use-refused.ts';

export type SuggestionActions = {
  /** Points and clusters, by their ids. */
  readonly merge: (cardIds: readonly string[]) => void;
  readonly moveToTheme: (cardId: string, themeId: string) => void;
};

type Props = {
  readonly session: SessionView;
  readonly doc: Doc;
  readonly actions: SuggestionActions;
  readonly opened: boolean;
  readonly onClose: () => void;
};

/**
 * What could be merged, and what could go into another theme: one by one to be accepted or refused.
 * Beside the page, which stays in use.
 */
export function SuggestionsPanel({ opened, onClose, ...props }: Props) {
  const { t } = useTranslation();
  return (
    <Drawer
      opened={opened}
      onClose={onClose}
      position="right"
      size="min(32rem, 100vw)"
      title={<Text fw={650}>{t('merge.suggestions.title')}</Text>}
      shadow="lg"
      closeButtonProps={{ 'aria-label': t('common.close'), size: 'lg' }}
      withOverlay={false}
      lockScroll={false}
      closeOnClickOutside={false}
    >
      <Content {...props} />
    </Drawer>
  );
}

function Content({ session, doc, actions }: Omit<Props, 'opened' | 'onClose'>) {
  const { t } = useTranslation();
  const trpc = useTRPC();
  const inWords = useRefusal();
  const [tab, setTab] = useState<string | null>('merges');
  const version = useDocVersion(doc, true);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the version tells that the document is to be read again
  const board = useMemo(() => readBoard(doc), [doc, version]);
  const refused = useRefused(session.id);
  const { data, isFetching, error, refetch } = useQuery(
    trpc.suggestions.list.queryOptions(
      { sessionId: session.id },
      { staleTime: Number.POSITIVE_INFINITY, retry: false, refetchOnWindowFocus: false, refetchOnReconnect: false },
    ),
  );
  const live = data === undefined ? null : liveSuggestions(data, board, refused.has);
  const pointCount = board.clusters.reduce((sum, { members }) => sum + members.length, board.points.length);

  return (
    <Stack gap="md">
      <div>
        <Text size="sm" c="dimmed">
          {t('merge.suggestions.intro')}
        </Text>
        <div role="status">
          {isFetching && (
            <Stack gap={6} pt="md">
              <Text size="sm">{t('merge.suggestions.running', { count: pointCount })}</Text>
              <Progress value={100} animated aria-hidden />
            </Stack>
          )}
        </div>
      </div>
      {error !== null && !isFetching && (
        <Alert color="orange">
          <Group justify="space-between">
            {inWords(error)}
            <Button size="compact-md" variant="default" onClick={() => void refetch()}>
              {t('merge.suggestions.retry')}
            </Button>
          </Group>
        </Alert>
      )}
      {live !== null && (
        <Tabs value={tab} onChange={setTab} keepMounted={false}>
          <Tabs.List grow>
            <Tabs.Tab value="merges">{t('merge.suggestions.merges', { count: live.merges.length })}</Tabs.Tab>
            <Tabs.Tab value="themes">{t('merge.suggestions.themes', { count: live.themes.length })}</Tabs.Tab>
          </Tabs.List>
          <Tabs.Panel value="merges" pt="md">
            <Stack gap="sm">
              {live.merges.length === 0 && <Empty had={data?.merges.length ?? 0} none="noMerges" />}
              {live.merges.map((merge) => (
                <SuggestedMerge
                  key={merge.key}
                  merge={merge}
                  themes={session.themes}
                  onAccept={actions.merge}
                  onRefuse={() => refused.refuse(merge.key)}
                />
              ))}
            </Stack>
          </Tabs.Panel>
          <Tabs.Panel value="themes" pt="md">
            <Stack gap="sm">
              {live.themes.length === 0 && <Empty had={data?.themes.length ?? 0} none="noThemes" />}
              {live.themes.map((suggestion) => (
                <SuggestedTheme
                  key={suggestion.key}
                  suggestion={suggestion}
                  themes={session.themes}
                  onAccept={() => actions.moveToTheme(suggestion.card.id, suggestion.themeId)}
                  onRefuse={() => refused.refuse(suggestion.key)}
                />
              ))}
            </Stack>
          </Tabs.Panel>
        </Tabs>
      )}
      <Group justify="space-between">
        <Button variant="default" loading={isFetching} onClick={() => void refetch()}>
          {t('merge.suggestions.again')}
        </Button>
        {live !== null && live.refused > 0 && (
          <Group gap="xs">
            <Text size="sm" c="dimmed">
              {t('merge.suggestions.refused', { count: live.refused })}
            </Text>
            <Button variant="subtle" size="compact-md" onClick={refused.clear}>
              {t('merge.suggestions.showRefused')}
            </Button>
          </Group>
        )}
      </Group>
    </Stack>
  );
}

function Empty({ had, none }: { readonly had: number; readonly none: 'noMerges' | 'noThemes' }) {
  const { t } = useTranslation();
  return <Text c="dimmed">{t(had > 0 ? 'merge.suggestions.allDone' : `merge.suggestions.${none}`)}</Text>;
}
