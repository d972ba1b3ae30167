import { INBOX_THEME_ID, LIMITS } from '@gongyi/domain';
import type { TFunction } from 'i18next';
import { type FormEvent, type KeyboardEvent, type RefObject, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SessionView } from '../../api/trpc.ts';
import { PushButton } from '../../ui/plain/push-button.tsx';
import { TextAreaField } from '../../ui/plain/text-area-field.tsx';
import type { SaveState } from '../document/save-state.ts';
import { ClassificationFields } from './classification-fields.tsx';
import classes from './point-form.module.css';
import { SourceSelect } from './source-select.tsx';
import { TextCounter } from './text-counter.tsx';
import { ThemeChips } from './theme-chips.tsx';
import type { PointDraft } from './use-point-draft.ts';
import type { NewPoint } from './use-session-points.ts';
import { WritingTerms } from './writing-terms.tsx';

type Props = {
  readonly session: SessionView;
  readonly draft: PointDraft;
  readonly add: (point: NewPoint) => string;
  /** Ids of points that the server has not confirmed. */
  readonly unsaved: ReadonlySet<string>;
  readonly save: SaveState;
  /** The field, for whom a prompt card leads to it. */
  readonly textRef?: RefObject<HTMLTextAreaElement | null>;
  /** For a phone: what is above the form needs room, too. */
  readonly compact?: boolean;
};

type Missing = { readonly theme: boolean; readonly text: boolean };
const NOTHING_MISSING: Missing = { theme: false, text: false };

/**
 * Writes a new point. After sending it says so in place and waits for the next one; what was chosen
 * stays chosen. While no theme takes points, they go to the inbox, and no theme is asked for.
 */
export function PointForm({ session, draft, add, unsaved, save, textRef, compact = false }: Props) {
  const { t } = useTranslation();
  const ownRef = useRef<HTMLTextAreaElement>(null);
  const textField = textRef ?? ownRef;
  const [missing, setMissing] = useState(NOTHING_MISSING);
  const [lastId, setLastId] = useState<string | null>(null);
  const { themes, rights } = session;
  const toInbox = rights.add === 'inbox';

  function submit(): void {
    const text = draft.text.trim();
    const found = { theme: !toInbox && !themes.some(({ id }) => id === draft.themeId), text: text === '' };
    setMissing(found);
    if (found.text) textField.current?.focus();
    if (found.theme || found.text) return;
    const { source, category, level } = draft;
    const place = toInbox
      ? { themeId: INBOX_THEME_ID, prompt: null }
      : { themeId: draft.themeId, prompt: draft.prompt };
    setLastId(add({ ...place, text, source, category, level }));
    draft.change({ text: '', prompt: null });
    textField.current?.focus();
  }

  function onSubmit(event: FormEvent): void {
    event.preventDefault();
    submit();
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.nativeEvent.isComposing) return;
    event.preventDefault();
    submit();
  }

  return (
    <form className={classes.form} data-compact={compact || undefined} onSubmit={onSubmit} noValidate>
      {!toInbox && (
        <ThemeChips
          legend={t('points.form.theme')}
          compact={compact}
          inOneRow={compact && themes.some(({ id }) => id === draft.themeId)}
          themes={themes}
          value={draft.themeId}
          onChange={(themeId) => {
            draft.change({ themeId, prompt: null });
            setMissing((before) => ({ ...before, theme: false }));
          }}
          error={missing.theme ? t('points.form.themeMissing') : null}
        />
      )}
      <div>
        <TextAreaField
          ref={textField}
          label={t('points.form.text')}
          placeholder={t('points.form.placeholder')}
          rows={compact ? 2 : 3}
          compact={compact}
          maxLength={LIMITS.pointTextChars}
          value={draft.text}
          error={missing.text ? t('points.form.empty') : null}
          onChange={({ currentTarget }) => {
            draft.change({ text: currentTarget.value });
            setMissing(NOTHING_MISSING);
            setLastId(null);
          }}
          onKeyDown={onKeyDown}
        />
        <div className={classes.below}>
          <Outcome pointId={lastId} unsaved={unsaved} save={save} />
          <TextCounter length={draft.text.length} />
        </div>
      </div>
      <ClassificationFields category={draft.category} level={draft.level} onChange={draft.change} />
      <div className={classes.row}>
        <SourceSelect compact={compact} value={draft.source} onChange={(source) => draft.change({ source })} />
        <PushButton type="submit" title={t('points.form.shortcut')}>
          {t('points.form.submit')}
        </PushButton>
      </div>
      <WritingTerms session={session} />
    </form>
  );
}

type OutcomeProps = { readonly pointId: string | null } & Pick<Props, 'unsaved' | 'save'>;

/** What became of the point that was sent last. */
function Outcome({ pointId, unsaved, save }: OutcomeProps) {
  const { t } = useTranslation();
  // What was not accepted is unsaved no more, but it was not sent either; a notice says what became
  // of it.
  const sent = pointId !== null && !unsaved.has(pointId) && save.kind !== 'takenBack';
  return (
    <span role="status" className={sent ? classes.sent : classes.kept}>
      {pointId !== null && (sent ? t('points.form.sent') : outcomeWords(t, save))}
    </span>
  );
}

function outcomeWords(t: TFunction, save: SaveState): string {
  if (save.kind === 'saving') return t('points.form.sending');
  if (save.kind === 'unconfirmed') return t('points.form.unconfirmed');
  if (!('isOnDevice' in save)) return '';
  return save.isOnDevice ? t('points.form.kept') : t('points.form.keptHere');
}
