import { INBOX_THEME_ID } from '@gongyi/domain';
import { Alert, Anchor, SegmentedControl } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { SessionView } from '../api/trpc.ts';
import { useAnnouncedPerson } from '../session/document/people.ts';
import { canWrite } from '../session/document/point-rights.ts';
import { SaveIndicator } from '../session/document/save-indicator.tsx';
import { saveStateOf } from '../session/document/save-state.ts';
import type { SessionDocument } from '../session/document/session-connection.ts';
import { useSessionDocument } from '../session/document/use-session-document.ts';
import { intakeObstacle } from '../session/intake-rights.ts';
import { useSession } from '../session/session-gate.tsx';
import { useActionBadges } from '../ui/action/use-action-badges.ts';
import { usePageTitle } from '../ui/use-page-title.ts';
import { CommonFieldsForm } from './common-fields.tsx';
import { FileSource } from './file-source.tsx';
import { ImportBar } from './import-bar.tsx';
import classes from './intake-page.module.css';
import { PasteSource } from './paste-source.tsx';
import { PreviewTable } from './preview-table.tsx';
import type { CommonFields } from './rows/intake-row.ts';
import { RunPanel } from './run-panel.tsx';
import { useFileRows } from './use-file-rows.ts';
import { useIntakeRun } from './use-intake-run.ts';
import { useJudgedRows } from './use-judged-rows.ts';
import { usePasteRows } from './use-paste-rows.ts';
import { useRowWords } from './use-row-words.ts';

/** Points that came by other channels, brought into the session many at a time. */
export function IntakePage() {
  const { t } = useTranslation();
  const session = useSession();
  const document = useSessionDocument(session);
  const [hasLoaded, setHasLoaded] = useState(false);
  usePageTitle(`${t('intake.title')} · ${session.title}`);
  useAnnouncedPerson(document.awareness, session);
  // What is there decides what is new; later disconnections leave the page as it is.
  useEffect(() => {
    if (document.synced) setHasLoaded(true);
  }, [document.synced]);
  const obstacle = intakeObstacle(session);
  return (
    <div className={classes.page}>
      <header className={classes.header}>
        <div className={classes.names}>
          <h1 className={classes.title}>{t('intake.title')}</h1>
          <p className={classes.hint}>{t('intake.lead')}</p>
        </div>
        <SaveIndicator state={saveStateOf(document, canWrite(session))} />
        <Anchor component={Link} to={`/sessions/${session.id}/list`}>
          {t('intake.toList')}
        </Anchor>
        <Anchor component={Link} to={`/sessions/${session.id}/canvas`}>
          {t('intake.toCanvas')}
        </Anchor>
      </header>
      {obstacle !== null || !hasLoaded ? (
        <Alert color="gray" role="status">
          {t(`intake.notNow.${obstacle ?? 'loading'}`)}
        </Alert>
      ) : (
        <IntakeWork session={session} document={document} />
      )}
    </div>
  );
}

const WAYS = ['paste', 'file'] as const;

function IntakeWork({ session, document }: { readonly session: SessionView; readonly document: SessionDocument }) {
  const { t } = useTranslation();
  const [way, setWay] = useState<(typeof WAYS)[number]>('paste');
  const [common, setCommon] = useState<CommonFields>({
    themeId: INBOX_THEME_ID,
    source: null,
    channel: '',
    unit: '',
    proposer: '',
    category: 'problem',
    level: null,
  });
  const paste = usePasteRows(session.themes);
  const file = useFileRows(session.themes);
  const running = useIntakeRun(session, document);
  const badges = useActionBadges(session.id);
  const words = useRowWords(session.themes);
  const isFile = way === 'file';
  const source = isFile ? file.chosen?.sheet : 'paste';
  const isFrozen = running.state !== null;
  const rows = useJudgedRows(session, document.doc, isFile ? file.rows : paste.rows, source, common, isFrozen);
  const { state } = running;

  return (
    <>
      {state === null && (
        <>
          <section className={classes.section}>
            <SegmentedControl
              aria-label={t('intake.ways.label')}
              className={classes.ways}
              value={way}
              onChange={(value) => setWay(WAYS.find((known) => known === value) ?? 'paste')}
              data={WAYS.map((value) => ({ value, label: t(`intake.ways.${value}`) }))}
            />
            {isFile ? <FileSource file={file} disabled={false} /> : <PasteSource paste={paste} disabled={false} />}
          </section>
          <CommonFieldsForm
            session={session}
            common={common}
            onChange={(change) => setCommon({ ...common, ...change })}
          />
        </>
      )}
      {state === null && rows.judged.length > 0 && (
        <>
          <PreviewTable session={session} rows={rows} words={words} />
          <ImportBar
            rows={rows}
            words={words}
            headers={isFile ? (file.chosen?.table.headers ?? []) : []}
            onImport={running.start}
          />
        </>
      )}
      {state === null && rows.judged.length === 0 && <p className={classes.empty}>{t('intake.preview.none')}</p>}
      {state !== null && (
        <RunPanel
          running={{ ...running, state }}
          status={document.status}
          onUndo={() => running.undo((id) => badges.has(id))}
          onAgain={running.putAway}
        />
      )}
    </>
  );
}
