import { IconChevronDown, IconChevronUp, IconX } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { type CSSProperties, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type SessionView, useTRPC } from '../../api/trpc.ts';
import type { SessionDocument } from '../document/use-session-document.ts';
import classes from './session-strip.module.css';
import { useDocPoint } from './use-doc-point.ts';

type Props = {
  readonly session: SessionView;
  readonly document: SessionDocument;
  /** Lies over the page, which keeps its size: a canvas would show something else with another. */
  readonly over: boolean;
};

/**
 * The point that everybody is asked to look at. Each person can make it small; a leader ends it for
 * all.
 */
export function SpotlightCard({ session, document, over }: Props) {
  const { t } = useTranslation();
  const [foldedId, setFoldedId] = useState<string | null>(null);
  const point = useDocPoint(document.doc, session.spotlight);
  if (session.spotlight === null) return null;
  // Not there before the document is: then it may still come.
  if (point === null && !document.synced) return null;
  const isFolded = foldedId === session.spotlight;
  const theme = session.themes.find(({ id }) => id === point?.themeId);
  const by = [point?.author, point?.unit].filter(Boolean).join(' · ');
  const label = isFolded ? t('facilitate.spotlight.unfold') : t('facilitate.spotlight.fold');
  return (
    <section
      className={classes.spotlight}
      data-over={over || undefined}
      aria-label={t('facilitate.spotlight.label')}
      style={theme && ({ '--theme-color': theme.color } as CSSProperties)}
    >
      <div className={classes.spotlightHead}>
        <span className={classes.spotlightName}>{t('facilitate.spotlight.label')}</span>
        {theme && <span className={classes.spotlightTheme}>{theme.name}</span>}
        <button
          type="button"
          className={classes.round}
          aria-label={label}
          aria-expanded={!isFolded}
          title={label}
          onClick={() => setFoldedId(isFolded ? null : session.spotlight)}
        >
          {isFolded ? <IconChevronDown size={20} aria-hidden /> : <IconChevronUp size={20} aria-hidden />}
        </button>
        {session.rights.lead && <EndSpotlight sessionId={session.id} />}
      </div>
      {!isFolded && (
        <>
          <p className={classes.spotlightText}>{point === null ? t('facilitate.spotlight.gone') : point.text}</p>
          {by !== '' && <p className={classes.spotlightBy}>{by}</p>}
        </>
      )}
    </section>
  );
}

function EndSpotlight({ sessionId }: { readonly sessionId: string }) {
  const { t } = useTranslation();
  const trpc = useTRPC();
  const end = useMutation(trpc.facilitation.setSpotlight.mutationOptions());
  return (
    <button
      type="button"
      className={classes.small}
      disabled={end.isPending}
      onClick={() => end.mutate({ sessionId, pointId: null })}
    >
      <IconX size={18} aria-hidden />
      {t('facilitate.spotlight.end')}
    </button>
  );
}
