import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { isMine } from '../session/document/point-rights.ts';
import type { SaveState } from '../session/document/save-state.ts';
import { OwnPoints, PrivateCounts } from '../session/points/own-points.tsx';
import { PointForm } from '../session/points/point-form.tsx';
import { usePointDraft } from '../session/points/use-point-draft.ts';
import type { NewPoint } from '../session/points/use-session-points.ts';
import type { PrivatePoints } from '../session/private/use-private-points.ts';
import { ThemeHints } from '../session/prompts/theme-hints.tsx';
import { PhoneItemList, type PhoneItems } from './phone-items.tsx';
import classes from './phone-page.module.css';

type Props = PhoneItems & {
  readonly own: PrivatePoints;
  readonly add: (point: NewPoint) => string;
  readonly unsaved: ReadonlySet<string>;
  readonly save: SaveState;
};

/**
 * The form stands at the bottom, where the thumb is; above it what to think about and what one
 * wrote already.
 */
export function WriteTab({ own, add, unsaved, save, ...items }: Props) {
  const { t } = useTranslation();
  const { session, points } = items;
  const draft = usePointDraft(session.id);
  const textField = useRef<HTMLTextAreaElement>(null);
  const mine = points.filter((point) => isMine(session, point)).reverse();
  const count = mine.length + own.points.length;
  // One form at a time: on a phone with its keyboard open there is room for no more.
  const isEditing = [...mine, ...own.points].some(({ id }) => id === items.editingId);
  const asksForTheme = session.rights.add === 'themes';
  const isThemeChosen = session.themes.some(({ id }) => id === draft.themeId);
  return (
    <div className={classes.write}>
      <div className={classes.above}>
        {count === 0 && asksForTheme && !isThemeChosen && (
          <p className={classes.welcome}>{t('points.phone.welcome')}</p>
        )}
        <PrivateCounts session={session} />
        <ThemeHints
          inOneRow
          session={session}
          themeId={draft.themeId}
          points={own.points.length === 0 ? points : [...points, ...own.points]}
          chosen={draft.prompt}
          onChoose={(prompt) => {
            draft.change({ prompt });
            if (prompt !== null) textField.current?.focus();
          }}
        />
        {count > 0 && (
          <section>
            <h2 className={classes.heading}>
              {t('points.phone.mine')} <span className={classes.count}>{count}</span>
            </h2>
            <div className={classes.items}>
              <OwnPoints session={session} own={own} editingId={items.editingId} onEdit={items.onEdit} />
              <PhoneItemList {...items} points={mine} />
            </div>
          </section>
        )}
      </div>
      {!isEditing && (
        <div className={classes.form}>
          <PointForm
            compact
            session={session}
            draft={draft}
            add={add}
            unsaved={unsaved}
            save={save}
            textRef={textField}
          />
        </div>
      )}
    </div>
  );
}
