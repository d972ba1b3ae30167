import { allows } from '@gongyi/domain';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { SessionView, SummaryView } from '../api/trpc.ts';
import { actionPath } from '../ui/action/action-badge.tsx';
import classes from './summary-page.module.css';
import { SummarySection } from './summary-section.tsx';

type Props = { readonly session: SessionView; readonly summary: SummaryView };

/** The actions made, what was not adopted or deferred and why, and what is still to decide. */
export function SummaryDecisions({ session, summary }: Props) {
  const { t } = useTranslation();
  const actions = groupDecisions(summary.promoted);
  const seesBoard = allows(session.me.standing, 'action.view');
  const { disposed, open } = summary;
  return (
    <>
      <SummarySection title={t('summary.decisions')} count={actions.length}>
        {actions.length === 0 && <p className={classes.note}>{t('summary.decisionsEmpty')}</p>}
        {actions.length > 0 && (
          <table className={classes.table}>
            <thead>
              <tr>
                <th scope="col">{t('summary.number')}</th>
                <th scope="col">{t('summary.point')}</th>
                <th scope="col">{t('summary.state')}</th>
              </tr>
            </thead>
            <tbody>
              {actions.map(({ actionId, number, state, points }) => (
                <tr key={actionId}>
                  <td className={classes.noBreak}>
                    {seesBoard ? <Link to={actionPath(session.campaignId, actionId)}>{number}</Link> : number}
                  </td>
                  <td>
                    {points.map(({ pointId, text }) => (
                      <p key={pointId} className={classes.words}>
                        {text}
                      </p>
                    ))}
                  </td>
                  <td className={classes.noBreak}>{t(`common.states.${state}`)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </SummarySection>
      <Disposed
        title={t('summary.disposedTitle')}
        entries={disposed.filter((entry) => entry.disposition === 'notAdopted')}
      />
      <Disposed
        title={t('summary.deferredTitle')}
        entries={disposed.filter((entry) => entry.disposition === 'deferred')}
      />
      <SummarySection title={t('summary.openTitle')} count={open.length}>
        {open.length === 0 ? (
          <p className={classes.note}>{t('summary.openEmpty')}</p>
        ) : (
          <ul className={classes.list}>
            {open.map(({ id, text }) => (
              <li key={id}>{text}</li>
            ))}
          </ul>
        )}
      </SummarySection>
    </>
  );
}

function Disposed({ title, entries }: { readonly title: string; readonly entries: SummaryView['disposed'] }) {
  const { t } = useTranslation();
  if (entries.length === 0) return null;
  return (
    <SummarySection title={title} count={entries.length}>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">{t('summary.point')}</th>
            <th scope="col">{t('summary.reason')}</th>
          </tr>
        </thead>
        <tbody>
          {entries.map(({ pointId, text, reason }) => (
            <tr key={pointId}>
              <td>{text}</td>
              <td>{reason || <span className={classes.soft}>{t('summary.noReason')}</span>}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </SummarySection>
  );
}

type Promoted = SummaryView['promoted'][number];

/** The actions in the order in which they come, each with the points that it was made of. */
function groupDecisions(promoted: readonly Promoted[]) {
  const actions = new Map<string, Pick<Promoted, 'actionId' | 'number' | 'state'> & { readonly points: Promoted[] }>();
  for (const point of promoted) {
    const { actionId, number, state } = point;
    const known = actions.get(actionId);
    if (known === undefined) actions.set(actionId, { actionId, number, state, points: [point] });
    else known.points.push(point);
  }
  return [...actions.values()];
}
