import { useTranslation } from 'react-i18next';
import type { SessionView } from '../api/trpc.ts';
import { useOnlinePeople } from '../session/document/people.ts';
import { SaveIndicator } from '../session/document/save-indicator.tsx';
import type { SaveState } from '../session/document/save-state.ts';
import type { SessionDocument } from '../session/document/session-connection.ts';
import { IntakeLink } from '../session/intake-link.tsx';
import classes from './list-page.module.css';

type Props = { readonly session: SessionView; readonly document: SessionDocument; readonly save: SaveState };

/** Which session it is, whether what one wrote is saved, and who else is there. */
export function ListHeading({ session, document, save }: Props) {
  const { t } = useTranslation();
  const people = useOnlinePeople(document.awareness);
  return (
    <header className={classes.header}>
      <div className={classes.names}>
        <h1 className={classes.title}>{t('points.list.title')}</h1>
        <p className={classes.session}>{session.title}</p>
      </div>
      <SaveIndicator state={save} />
      <IntakeLink session={session} className={classes.way} />
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
