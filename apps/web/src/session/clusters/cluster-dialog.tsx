import { clusterTitle, readCluster, readMembers } from '@gongyi/board';
import { LIMITS } from '@gongyi/domain';
import { Button, Group, Modal, Stack, Text, Textarea } from '@mantine/core';
import { type KeyboardEvent, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Doc } from 'yjs';
import type { SessionView } from '../../api/trpc.ts';
import { useSharedText } from '../document/use-shared-text.ts';
import { pointFacts } from '../points/point-facts.ts';
import { sumVotes } from '../votes/sum-votes.ts';
import type { Votes } from '../votes/use-votes.ts';
import classes from './cluster-dialog.module.css';
import { useDocVersion } from './use-doc-version.ts';

const ABOUT_CHARS = 20;

type ClusterDialogActions = {
  readonly takeOut: (pointIds: readonly string[]) => void;
  readonly dissolve: (clusterIds: readonly string[]) => void;
};

type Props = {
  readonly session: SessionView;
  readonly doc: Doc;
  /** Null: the dialog is closed. */
  readonly clusterId: string | null;
  /** Of what is typed into the title, for undo. */
  readonly origin: unknown;
  readonly votes: Votes;
  /** Null for those who may only look. */
  readonly actions: ClusterDialogActions | null;
  readonly onClose: () => void;
};

/** What is in a cluster: every wording with its source, author and votes. */
export function ClusterDialog({ clusterId, onClose, ...props }: Props) {
  const { t } = useTranslation();
  // Stays in sight while the dialog fades out.
  const [shown, setShown] = useState(clusterId);
  if (clusterId !== null && clusterId !== shown) setShown(clusterId);
  const count = useMemberCount(props.doc, shown);
  return (
    <Modal
      opened={clusterId !== null}
      onClose={onClose}
      title={t('merge.cluster.title', { count })}
      size="lg"
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      {shown !== null && <Content key={shown} clusterId={shown} onClose={onClose} {...props} />}
    </Modal>
  );
}

function useMemberCount(doc: Doc, clusterId: string | null): number {
  const version = useDocVersion(doc, clusterId !== null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the version tells that the document is to be read again
  return useMemo(() => (clusterId === null ? 0 : readMembers(doc, clusterId).length), [doc, clusterId, version]);
}

function Content({ doc, clusterId, session, origin, votes, actions, onClose }: Props & { readonly clusterId: string }) {
  const { t } = useTranslation();
  const version = useDocVersion(doc, true);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the version tells that the document is to be read again
  const { cluster, members } = useMemo(
    () => ({ cluster: readCluster(doc, clusterId), members: readMembers(doc, clusterId) }),
    [doc, clusterId, version],
  );
  const bindTitle = useSharedText(clusterTitle(doc, clusterId), origin);
  if (cluster === null || members.length === 0) return <Text c="dimmed">{t('merge.cluster.gone')}</Text>;
  const total = sumVotes(votes, [clusterId, ...members.map(({ id }) => id)]).total ?? 0;
  return (
    <Stack gap="md">
      {actions === null ? (
        cluster.title !== '' && <Text fw={600}>{cluster.title}</Text>
      ) : (
        <Textarea
          ref={bindTitle}
          label={t('merge.cluster.name')}
          description={t('merge.cluster.nameHint')}
          placeholder={members[0]?.text}
          rows={2}
          maxLength={LIMITS.clusterTitleChars}
          onKeyDown={(event) => closeOnEnter(event, onClose)}
          data-autofocus
        />
      )}
      <section aria-label={t('merge.cluster.members')}>
        <ul className={classes.members}>
          {members.map((point) => (
            <li key={point.id} className={classes.member}>
              <div className={classes.body}>
                <p className={classes.text}>{point.text}</p>
                <p className={classes.facts}>
                  {[
                    ...pointFacts(t, point),
                    ...(votes.total(point.id)
                      ? [t('merge.cluster.memberVotes', { count: votes.total(point.id) ?? 0 })]
                      : []),
                  ].join(' · ')}
                </p>
              </div>
              {actions !== null && (
                <Button
                  variant="default"
                  size="compact-md"
                  className={classes.takeOut}
                  aria-label={t('merge.cluster.takeOutOf', { text: [...point.text].slice(0, ABOUT_CHARS).join('') })}
                  onClick={() => {
                    // Of two, the other one is on its own then.
                    if (members.length <= 2) onClose();
                    actions.takeOut([point.id]);
                  }}
                >
                  {t('merge.cluster.takeOut')}
                </Button>
              )}
            </li>
          ))}
        </ul>
      </section>
      <Group justify="space-between" gap="sm">
        <Text size="sm" c="dimmed" className={classes.keeps}>
          {total > 0 && <strong>{t('merge.cluster.votes', { count: total })} </strong>}
          {t('merge.cluster.keeps')}
        </Text>
        <Group gap="sm">
          {actions !== null && !session.closed && (
            <Button
              variant="default"
              onClick={() => {
                onClose();
                actions.dissolve([clusterId]);
              }}
            >
              {t('merge.cluster.dissolve')}
            </Button>
          )}
          <Button onClick={onClose}>{t('merge.cluster.done')}</Button>
        </Group>
      </Group>
    </Stack>
  );
}

/** A title has one line. An input method uses Enter for itself while it composes. */
function closeOnEnter(event: KeyboardEvent, onClose: () => void): void {
  if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
  event.preventDefault();
  onClose();
}
