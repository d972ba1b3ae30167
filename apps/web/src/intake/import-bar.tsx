import { LIMITS } from '@gongyi/domain';
import { Alert, Button, Checkbox, Group } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { saveFile } from '../ui/download-list.ts';
import { leftOutFile } from './file/left-out-file.ts';
import classes from './intake-page.module.css';
import type { IntakePoint, RowProblem } from './rows/judge-rows.ts';
import type { JudgedRows } from './use-judged-rows.ts';
import type { RowWords } from './use-row-words.ts';

type Props = {
  readonly rows: JudgedRows;
  readonly words: RowWords;
  /** Of the file; a paste has none. */
  readonly headers: readonly string[];
  readonly onImport: (points: readonly IntakePoint[]) => void;
};

/** What would be imported and what would not, and the only button that writes. */
export function ImportBar({ rows, words, headers, onImport }: Props) {
  const { t } = useTranslation();
  const { judged, there, wanted, want } = rows;
  const points = judged.filter(({ problem }) => problem === null).map(({ point }) => point);
  const leftOut = judged.flatMap(({ row, problem }) => (problem === null ? [] : [{ row, problem }]));
  const countOf = (kind: RowProblem['kind']): number => leftOut.filter(({ problem }) => problem.kind === kind).length;
  const [before, deleted, sameText] = [countOf('there'), countOf('deleted'), countOf('sameText')];
  const room = LIMITS.pointsPerSession - there;
  const isTooMany = points.length > room;

  function download(): void {
    const lines = leftOut.map(({ row, problem }) => ({
      number: row.number,
      reason: words.problem(problem),
      cells: row.original,
    }));
    const head = [
      t('intake.leftOut.number'),
      t('intake.leftOut.reason'),
      ...(headers.length > 0 ? headers : [t('intake.fields.text')]),
    ];
    saveFile(leftOutFile(head, lines), t('intake.leftOut.fileName'));
  }

  return (
    <div className={classes.bar}>
      <div className={classes.outcome}>
        {before > 0 && <p className={classes.hint}>{t('intake.there', { count: before })}</p>}
        {(deleted > 0 || wanted.deleted) && (
          <Checkbox
            label={t('intake.wanted.deleted', { count: deleted })}
            checked={wanted.deleted}
            onChange={({ currentTarget }) => want({ deleted: currentTarget.checked })}
          />
        )}
        {(sameText > 0 || wanted.sameText) && (
          <Checkbox
            label={t('intake.wanted.sameText', { count: sameText })}
            checked={wanted.sameText}
            onChange={({ currentTarget }) => want({ sameText: currentTarget.checked })}
          />
        )}
        {isTooMany && (
          <Alert color="orange.9" variant="light" role="alert">
            {t('intake.tooMany', {
              limit: LIMITS.pointsPerSession,
              there,
              room: Math.max(0, room),
              count: points.length,
            })}
          </Alert>
        )}
      </div>
      <Group>
        {leftOut.length > 0 && (
          <Button variant="default" leftSection={<IconDownload size={18} aria-hidden />} onClick={download}>
            {t('intake.leftOut.download', { count: leftOut.length })}
          </Button>
        )}
        <Button disabled={points.length === 0 || isTooMany} onClick={() => onImport(points)}>
          {points.length === 0 ? t('intake.nothingToImport') : t('intake.submit', { count: points.length })}
        </Button>
      </Group>
    </div>
  );
}
