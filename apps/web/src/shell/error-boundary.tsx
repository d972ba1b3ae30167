import { Component, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { usePageTitle } from '../ui/use-page-title.ts';
import classes from './error-boundary.module.css';

type Props = { readonly children: ReactNode };
type State = { readonly failed: boolean };

/**
 * The last net: what nobody caught becomes a page that says what to do. A chunk that an update
 * removed ends here too.
 */
export class ErrorBoundary extends Component<Props, State> {
  override state: State = { failed: false };

  static getDerivedStateFromError(): State {
    return { failed: true };
  }

  override render(): ReactNode {
    return this.state.failed ? <BrokenPage /> : this.props.children;
  }
}

function BrokenPage() {
  const { t } = useTranslation();
  usePageTitle(t('common.broken.title'));
  return (
    <main className={classes.page}>
      <div className={classes.content}>
        <h1>{t('common.broken.title')}</h1>
        <p>{t('common.broken.advice')}</p>
        <button type="button" className={classes.button} onClick={() => window.location.reload()}>
          {t('common.reload')}
        </button>
      </div>
    </main>
  );
}
