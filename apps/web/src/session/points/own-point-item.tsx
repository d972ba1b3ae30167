import { LIMITS, type PointId } from '@gongyi/domain';
import { type CSSProperties, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SessionView } from '../../api/trpc.ts';
import { PushButton } from '../../ui/plain/push-button.tsx';
import { TextAreaField } from '../../ui/plain/text-area-field.tsx';
import type { PrivateContent } from '../private/private-outbox.ts';
import type { PrivatePoint } from '../private/use-private-points.ts';
import { ClassificationFields } from './classification-fields.tsx';
import classes from './own-points.module.css';
import { PointActions, PointActionsButton } from './point-actions.tsx';
import { pointFacts } from './point-facts.ts';
import itemClasses from './point-item.module.css';
import { SourceSelect } from './source-select.tsx';
import { TextCounter } from './text-counter.tsx';

const ABOUT_CHARS = 20;

type Props = {
  readonly session: SessionView;
  readonly point: PrivatePoint;
  readonly editing: boolean;
  readonly onEdit: (pointId: string | null) => void;
  readonly onChange: (pointId: PointId, content: PrivateContent) => void;
  readonly onRemove: (pointId: PointId) => void;
};

/** A point of one's own before the reveal: looks and is handled as it will be afterwards. */
export function OwnPointItem({ session, point, editing, onEdit, onChange, onRemove }: Props) {
  const { t } = useTranslation();
  const panelId = useId();
  const [open, setOpen] = useState(false);
  const { id, isWaiting, refused, ...content } = point;
  const theme = session.themes.find((candidate) => candidate.id === content.themeId);
  const about = [...content.text].slice(0, ABOUT_CHARS).join('');
  const { editOwn, add } = session.rights;
  return (
    <li className={itemClasses.item} style={theme && ({ '--theme-color': theme.color } as CSSProperties)} data-private>
      <div className={itemClasses.body}>
        {editing ? (
          <Editor content={content} onChange={(changed) => onChange(id, changed)} onDone={() => onEdit(null)} />
        ) : (
          <p className={itemClasses.text}>{content.text}</p>
        )}
        <div className={itemClasses.facts}>
          <span className={itemClasses.mine}>{t('points.private.onlyMe')}</span>
          <span>{pointFacts(t, content).join(' · ')}</span>
          {isWaiting && <span className={itemClasses.unsent}>{t('points.item.unsent')}</span>}
        </div>
        {refused !== null && (
          <p className={classes.refused} role="alert">
            {t('points.private.refused', { reason: t(`errors.${refused}` as 'errors.notFound') })}
          </p>
        )}
        {open && !editing && (
          <PointActions
            id={panelId}
            themes={session.themes}
            themeId={content.themeId}
            mayEdit={editOwn}
            mayMove={editOwn && add === 'themes'}
            mayDelete={editOwn || refused !== null}
            canvasPath={null}
            onEdit={() => {
              setOpen(false);
              onEdit(id);
            }}
            onMove={(themeId) => onChange(id, { ...content, themeId, prompt: null })}
            onDelete={() => onRemove(id)}
          />
        )}
      </div>
      {!editing && (editOwn || refused !== null) && (
        <PointActionsButton about={about} panelId={panelId} open={open} onToggle={() => setOpen((before) => !before)} />
      )}
    </li>
  );
}

type EditorProps = {
  readonly content: PrivateContent;
  readonly onChange: (content: PrivateContent) => void;
  readonly onDone: () => void;
};

/** Each key is kept at once, as in the document; only an empty text is not. */
function Editor({ content, onChange, onDone }: EditorProps) {
  const { t } = useTranslation();
  const [text, setText] = useState(content.text);
  const [reminded, setReminded] = useState(false);
  const isEmpty = text.trim() === '';
  return (
    <div className={itemClasses.editor}>
      <TextAreaField
        ref={focusOnce}
        label={t('points.item.editText')}
        rows={4}
        maxLength={LIMITS.pointTextChars}
        value={text}
        error={isEmpty && reminded ? t('points.item.mayNotBeEmpty') : null}
        onChange={({ currentTarget }) => {
          setText(currentTarget.value);
          const written = currentTarget.value.trim();
          if (written !== '') onChange({ ...content, text: written });
        }}
      />
      <div className={itemClasses.counter}>
        <TextCounter length={text.length} />
      </div>
      <ClassificationFields
        category={content.category}
        level={content.level}
        onChange={(changed) => onChange({ ...content, ...changed })}
      />
      <div className={itemClasses.editorRow}>
        <SourceSelect value={content.source} onChange={(source) => onChange({ ...content, source })} />
        <PushButton onClick={() => (isEmpty ? setReminded(true) : onDone())}>{t('points.item.done')}</PushButton>
      </div>
    </div>
  );
}

function focusOnce(field: HTMLTextAreaElement | null): void {
  field?.focus();
  field?.setSelectionRange(field.value.length, field.value.length);
}
