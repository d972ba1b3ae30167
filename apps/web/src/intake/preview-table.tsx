import { Button, Pagination, SegmentedControl } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SessionView } from '../api/trpc.ts';
import classes from './intake-page.module.css';
import previewClasses from './preview-table.module.css';
import { RowEditor } from './row-editor.tsx';
import type { JudgedRow } from './rows/judge-rows.ts';
import type { JudgedRows } from './use-judged-rows.ts';
import type { RowWords } from './use-row-words.ts';

const ROWS_PER_PAGE = 50;
const VIEWS = ['all', 'in', 'notes', 'out'] as const;
type View = (typeof VIEWS)[number];

const BELONGS: Readonly<Record<View, (row: JudgedRow) => boolean>> = {
  all: () => true,
  in: ({ problem }) => problem === null,
  notes: ({ problem, notes }) => problem === null && notes.length > 0,
  out: ({ problem }) => problem !== null,
};

type Props = { readonly session: SessionView; readonly rows: JudgedRows; readonly words: RowWords };

/** Every row, what becomes of it, and why. Each can be put right or taken out. */
export function PreviewTable({ session, rows, words }: Props) {
  const { t } = useTranslation();
  const { judged, edit, setRemoved } = rows;
  const [view, setView] = useState<View>('all');
  const [page, setPage] = useState(1);
  const [editing, setEditing] = useState<number | null>(null);
  const shown = useMemo(() => judged.filter(BELONGS[view]), [judged, view]);
  const pages = Math.max(1, Math.ceil(shown.length / ROWS_PER_PAGE));
  const at = Math.min(page, pages);
  const edited = editing === null ? undefined : judged.find(({ row }) => row.number === editing);

  return (
    <section className={classes.section} aria-labelledby="intake-preview">
      <h2 id="intake-preview" className={classes.heading}>
        {t('intake.preview.heading')}
      </h2>
      <SegmentedControl
        aria-label={t('intake.preview.show')}
        className={previewClasses.views}
        value={view}
        onChange={(value) => {
          setView(VIEWS.find((known) => known === value) ?? 'all');
          setPage(1);
        }}
        data={VIEWS.map((value) => ({
          value,
          label: t(`intake.preview.${value}`, { count: judged.filter(BELONGS[value]).length }),
        }))}
      />
      {shown.length === 0 ? (
        <p className={classes.hint}>{t('intake.preview.nothing')}</p>
      ) : (
        <table className={previewClasses.table}>
          <thead>
            <tr>
              <th scope="col">{t('intake.preview.number')}</th>
              <th scope="col">{t('intake.preview.theme')}</th>
              <th scope="col">{t('intake.preview.text')}</th>
              <th scope="col">{t('intake.preview.facts')}</th>
              <th scope="col">{t('intake.preview.state')}</th>
              <th scope="col">{t('intake.preview.actions')}</th>
            </tr>
          </thead>
          <tbody>
            {shown.slice((at - 1) * ROWS_PER_PAGE, at * ROWS_PER_PAGE).map((row) => (
              <PreviewRow
                key={row.row.number}
                judged={row}
                words={words}
                onEdit={() => setEditing(row.row.number)}
                onRemove={(removed) => setRemoved(row.row.number, removed)}
              />
            ))}
          </tbody>
        </table>
      )}
      {pages > 1 && (
        <nav aria-label={t('intake.preview.pages')}>
          <Pagination
            total={pages}
            value={at}
            onChange={setPage}
            getItemProps={(number) => ({ 'aria-label': t('intake.preview.page', { page: number }) })}
            getControlProps={(control) => ({
              'aria-label': t(control === 'next' ? 'intake.preview.nextPage' : 'intake.preview.previousPage'),
            })}
          />
        </nav>
      )}
      {edited !== undefined && (
        <RowEditor
          session={session}
          judged={edited}
          onSave={(cells) => edit(edited.row.number, cells)}
          onClose={() => setEditing(null)}
        />
      )}
    </section>
  );
}

type RowProps = {
  readonly judged: JudgedRow;
  readonly words: RowWords;
  readonly onEdit: () => void;
  readonly onRemove: (removed: boolean) => void;
};

function PreviewRow({ judged: { row, point, problem, notes }, words, onEdit, onRemove }: RowProps) {
  const { t } = useTranslation();
  const { number } = row;
  const isRemoved = problem?.kind === 'removed';
  return (
    <tr data-out={problem !== null || undefined}>
      <td className={previewClasses.number}>{number}</td>
      <td className={previewClasses.theme}>{words.theme(point.themeId)}</td>
      <td className={previewClasses.text}>{point.text}</td>
      <td className={previewClasses.facts}>{words.facts(point)}</td>
      <td className={previewClasses.state}>
        {problem === null && notes.length === 0 && (
          <span className={previewClasses.ready}>{t('intake.preview.ready')}</span>
        )}
        {problem !== null && <span className={previewClasses.problem}>{words.problem(problem)}</span>}
        {notes.map((note) => (
          <span key={note.kind} className={previewClasses.note}>
            {words.note(note)}
          </span>
        ))}
      </td>
      <td className={previewClasses.actions}>
        {!isRemoved && problem?.kind !== 'there' && (
          <Button size="compact-sm" variant="subtle" aria-label={t('intake.preview.edit', { number })} onClick={onEdit}>
            {t('intake.preview.editShort')}
          </Button>
        )}
        {isRemoved && (
          <Button
            size="compact-sm"
            variant="subtle"
            aria-label={t('intake.preview.bringBack', { number })}
            onClick={() => onRemove(false)}
          >
            {t('intake.preview.bringBackShort')}
          </Button>
        )}
        {problem === null && (
          <Button
            size="compact-sm"
            variant="subtle"
            color="dark.4"
            aria-label={t('intake.preview.remove', { number })}
            onClick={() => onRemove(true)}
          >
            {t('intake.preview.removeShort')}
          </Button>
        )}
      </td>
    </tr>
  );
}
