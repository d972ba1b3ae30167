import { LIMITS } from '@gongyi/domain';
import { type FormEvent, type KeyboardEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ThemeView } from '../api/trpc.ts';
import { PushButton } from '../plain/push-button.tsx';
import { TextAreaField } from '../plain/text-area-field.tsx';
import classes from './point-form.module.css';
import type { ConnectionStatus } from './session-connection.ts';
import { SourceSelect } from './source-select.tsx';
import { TextCounter } from './text-counter.tsx';
import { ThemeChips } from './theme-chips.tsx';
import type { PointDraft } from './use-point-draft.ts';
import type { NewPoint } from './use-session-points.ts';

type Props = {
  readonly draft: PointDraft;
  readonly themes: readonly ThemeView[];
  readonly add: (point: NewPoint) => string;
  readonly unsent: ReadonlySet<string>;
  readonly status: ConnectionStatus;
};

type Missing = { readonly theme: boolean; readonly text: boolean };
const NOTHING_MISSING: Missing = { theme: false, text: false };

/** Writes a new point. After sending it says so in place and waits for the next one; the theme and the source stay chosen. */
export function PointForm({ draft, themes, add, unsent, status }: Props) {
  const { t } = useTranslation();
  const textField = useRef<HTMLTextAreaElement>(null);
  const [missing, setMissing] = useState(NOTHING_MISSING);
  const [lastId, setLastId] = useState<string | null>(null);

  function submit(): void {
    const text = draft.text.trim();
    const found = { theme: !themes.some(({ id }) => id === draft.themeId), text: text === '' };
    setMissing(found);
    if (found.text) textField.current?.focus();
    if (found.theme || found.text) return;
    setLastId(add({ themeId: draft.themeId, text, source: draft.source }));
    draft.change({ text: '' });
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
    <form className={classes.form} onSubmit={onSubmit} noValidate>
      <ThemeChips
        legend={t('points.form.theme')}
        themes={themes}
        value={draft.themeId}
        onChange={(themeId) => {
          draft.change({ themeId });
          setMissing((before) => ({ ...before, theme: false }));
        }}
        error={missing.theme ? t('points.form.themeMissing') : null}
      />
      <div>
        <TextAreaField
          ref={textField}
          label={t('points.form.text')}
          placeholder={t('points.form.placeholder')}
          rows={4}
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
          <Outcome pointId={lastId} unsent={unsent} status={status} />
          <TextCounter length={draft.text.length} />
        </div>
      </div>
      <div className={classes.row}>
        <SourceSelect value={draft.source} onChange={(source) => draft.change({ source })} />
        <PushButton type="submit" title={t('points.form.shortcut')}>
          {t('points.form.submit')}
        </PushButton>
      </div>
    </form>
  );
}

type OutcomeProps = { readonly pointId: string | null } & Pick<Props, 'unsent' | 'status'>;

/** What became of the point that was sent last. */
function Outcome({ pointId, unsent, status }: OutcomeProps) {
  const { t } = useTranslation();
  const sent = pointId !== null && !unsent.has(pointId);
  const words =
    pointId === null
      ? ''
      : sent
        ? t('points.form.sent')
        : status === 'online'
          ? t('points.form.sending')
          : t('points.form.kept');
  return (
    <span role="status" className={sent ? classes.sent : classes.kept}>
      {words}
    </span>
  );
}
