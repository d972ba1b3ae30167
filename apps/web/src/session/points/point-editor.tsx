import { type Point, pointText, setPointDetails } from '@gongyi/board';
import { LIMITS } from '@gongyi/domain';
import { type KeyboardEvent, useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Doc } from 'yjs';
import { PushButton } from '../../ui/plain/push-button.tsx';
import { TextAreaField } from '../../ui/plain/text-area-field.tsx';
import { useSharedText } from '../document/use-shared-text.ts';
import { ClassificationFields } from './classification-fields.tsx';
import classes from './point-item.module.css';
import { SourceSelect } from './source-select.tsx';
import { TextCounter } from './text-counter.tsx';

type Props = { readonly doc: Doc; readonly point: Point; readonly onDone: () => void };

function focusAtEnd(field: HTMLTextAreaElement | null): void {
  field?.focus();
  field?.setSelectionRange(field.value.length, field.value.length);
}

/**
 * Edits a point in place. Every key is shared at once, so there is nothing to save: "done" only
 * closes the field.
 */
export function PointEditor({ doc, point, onDone }: Props) {
  const { t } = useTranslation();
  const bindText = useSharedText(pointText(doc, point.id));
  // Must stay the same function: another one would be taken for another field, and move the caret
  // at every key.
  const attach = useCallback(
    (field: HTMLTextAreaElement | null) => {
      const unbind = bindText(field);
      focusAtEnd(field);
      return unbind;
    },
    [bindText],
  );
  const [reminded, setReminded] = useState(false);
  const empty = point.text.trim() === '';

  function finish(): void {
    setReminded(empty);
    if (!empty) onDone();
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.nativeEvent.isComposing) return;
    if (event.key !== 'Escape' && !(event.key === 'Enter' && (event.ctrlKey || event.metaKey))) return;
    event.preventDefault();
    finish();
  }

  return (
    <div className={classes.editor}>
      <TextAreaField
        ref={attach}
        label={t('points.item.editText')}
        rows={4}
        maxLength={LIMITS.pointTextChars}
        error={empty && reminded ? t('points.item.mayNotBeEmpty') : null}
        onKeyDown={onKeyDown}
      />
      <div className={classes.counter}>
        <TextCounter length={point.text.length} />
      </div>
      <ClassificationFields
        category={point.category}
        level={point.level}
        onChange={(changed) => setPointDetails(doc, point.id, changed)}
      />
      <div className={classes.editorRow}>
        <SourceSelect value={point.source} onChange={(source) => setPointDetails(doc, point.id, { source })} />
        <PushButton onClick={finish}>{t('points.item.done')}</PushButton>
      </div>
    </div>
  );
}
