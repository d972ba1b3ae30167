import { useTranslation } from 'react-i18next';
import type { SessionView } from '../api/trpc.ts';
import { ConnectionState } from './connection-state.tsx';
import classes from './list-page.module.css';
import { useOnlinePeople } from './people.ts';
import type { SessionDocument } from './session-connection.ts';

type Props = { readonly session: SessionView; readonly document: SessionDocument };

/** Which session it is, whether the page is live, and who else is there. */
export function ListHeading({ session, document }: Props) {
  const { t } = useTranslation();
  const people = useOnlinePeople(document.awareness);
  return (
    <header className={classes.header}>
      <div className={classes.names}>
        <h1 className={classes.title}>{t('points.list.title')}</h1>
        <p className={classes.session}>{session.title}</p>
      </div>
      <ConnectionState status={document.status} />
      <details className={classes.online}>
        <summary>{t('points.list.online', { count: people.length })}</summary>
        <ul className={classes.people}>
          {people.map(({ id, name, unit }) => (
            <li key={id}>
              {name} {unit && <span className={classes.unit}>{unit}</span>}
            </li>
          ))}
        </ul>
      </details>
    </header>
  );
}
