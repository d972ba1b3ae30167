import { type ClusterView, type Point, readBoard } from '@gongyi/board';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isMine } from '../session/document/point-rights.ts';
import { countByTheme, groupByTheme } from '../session/points/group-by-theme.ts';
import { PrivateCounts } from '../session/points/own-points.tsx';
import { ThemeChips } from '../session/points/theme-chips.tsx';
import { ClusterItem } from './cluster-item.tsx';
import { PhoneItemList, type PhoneItems } from './phone-items.tsx';
import classes from './phone-page.module.css';
import { useVoteResults, VoteResults } from './vote-results.tsx';

type Props = PhoneItems & {
  readonly mayAdd: boolean;
  /** What somebody chose; null leaves it to the stage. */
  readonly byVotes: boolean | null;
  readonly onByVotes: (byVotes: boolean) => void;
};

/** Everybody's points under their themes, or by their votes once these are counted. */
export function AllTab({ mayAdd, byVotes, onByVotes, ...items }: Props) {
  const { t } = useTranslation();
  const { session, doc, points } = items;
  const [themeId, setThemeId] = useState('');
  const [mineOnly, setMineOnly] = useState(false);
  const results = useVoteResults(session);
  const showsResults = results.length > 0 && (byVotes ?? session.stage === 'agree');
  // biome-ignore lint/correctness/useExhaustiveDependencies: the points are another array whenever the document's records change
  const clusterOf = useMemo(() => clusterOfPoint(readBoard(doc).clusters), [doc, points]);
  const placed = useMemo(() => points.map((point) => inItsCluster(point, clusterOf)), [points, clusterOf]);
  const hasOwn = points.some((point) => isMine(session, point));
  const candidates = mineOnly ? placed.filter((point) => isMine(session, point)) : placed;
  const groups = groupByTheme(session.themes, candidates).filter(
    ({ theme, points: inTheme }) => inTheme.length > 0 && (themeId === '' || theme?.id === themeId),
  );
  return (
    <div className={classes.all}>
      <PrivateCounts session={session} />
      {!showsResults && (
        <ThemeChips
          inOneRow
          legend={t('points.phone.themeFilter')}
          themes={session.themes}
          value={themeId}
          onChange={setThemeId}
          allLabel={t('points.phone.allThemes')}
          counts={countByTheme(candidates)}
        />
      )}
      <div className={classes.switches}>
        {hasOwn && !showsResults && (
          <Switch label={t('points.phone.mineOnly')} checked={mineOnly} onChange={setMineOnly} />
        )}
        {results.length > 0 && <Switch label={t('points.phone.byVotes')} checked={showsResults} onChange={onByVotes} />}
      </div>
      {showsResults ? (
        <VoteResults session={session} results={results} />
      ) : (
        <>
          {groups.length === 0 && <p className={classes.empty}>{emptyWords()}</p>}
          {groups.map(({ theme, isInbox, points: inTheme }) => (
            <section key={theme?.id ?? `none ${isInbox}`}>
              <h2 className={classes.heading}>
                {theme?.name ?? t(isInbox ? 'points.list.inbox' : 'points.list.otherThemes')}{' '}
                <span className={classes.count}>{inTheme.length}</span>
              </h2>
              <Cards {...items} points={inTheme} clusterOf={clusterOf} />
            </section>
          ))}
        </>
      )}
    </div>
  );

  function emptyWords(): string {
    if (session.privateWriting) return t('points.phone.emptyPrivate');
    if (points.length > 0 && themeId !== '') return t('points.list.emptyTheme');
    return mayAdd ? t('points.phone.empty') : t('points.phone.emptyReadOnly');
  }
}

type ClusterOf = ReadonlyMap<string, ClusterView>;

function clusterOfPoint(clusters: readonly ClusterView[]): ClusterOf {
  return new Map(clusters.flatMap((cluster) => cluster.members.map(({ id }) => [id, cluster] as const)));
}

/** A point that was merged stands where its cluster does. */
function inItsCluster(point: Point, clusterOf: ClusterOf): Point {
  const cluster = clusterOf.get(point.id);
  return cluster === undefined || cluster.themeId === point.themeId ? point : { ...point, themeId: cluster.themeId };
}

function Cards({ clusterOf, ...items }: PhoneItems & { readonly clusterOf: ClusterOf }) {
  const clusters = new Set(items.points.flatMap(({ id }) => clusterOf.get(id) ?? []));
  return (
    <div className={classes.items}>
      {[...clusters].map((cluster) => (
        <ClusterItem key={cluster.id} {...items} cluster={cluster} />
      ))}
      <PhoneItemList {...items} points={items.points.filter(({ id }) => !clusterOf.has(id))} />
    </div>
  );
}

type SwitchProps = {
  readonly label: string;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
};

function Switch({ label, checked, onChange }: SwitchProps) {
  return (
    <label className={classes.switch}>
      <input
        type="checkbox"
        className={classes.checkbox}
        checked={checked}
        onChange={({ currentTarget }) => onChange(currentTarget.checked)}
      />
      {label}
    </label>
  );
}
