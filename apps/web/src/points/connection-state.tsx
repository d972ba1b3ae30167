import { useTranslation } from 'react-i18next';
import classes from './connection-state.module.css';
import type { ConnectionStatus } from './session-connection.ts';

/** Whether what is on the screen is live: a dot and a word, announced when it changes. */
export function ConnectionState({ status }: { readonly status: ConnectionStatus }) {
  const { t } = useTranslation();
  return (
    <span role="status" className={classes.state} data-status={status}>
      {t(`points.connection.${status}`)}
    </span>
  );
}
