import { type CSSProperties, useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { SessionView } from '../../api/trpc.ts';
import { useRefusal } from '../../api/use-refusal.ts';
import { type PromptCard, promptCards } from './prompt-coverage.ts';
import classes from './theme-hints.module.css';
import { type NoProblemAnswers, useNoProblemAnswers } from './use-no-problem-answers.ts';

type Props = {
  readonly session: SessionView;
  readonly themeId: string;
  /** All that this person may see, of whatever theme. */
  readonly points: Parameters<typeof promptCards>[1];
  /** The card that the point in the form answers. */
  readonly chosen: number | null;
  readonly onChoose: (prompt: number | null) => void;
  /** Cards in a row that scrolls sideways, where height is scarce; else a list. */
  readonly inOneRow?: boolean;
};

/**
 * The prompt cards of the chosen theme: what each drew, a point to write for it, or that there is
 * no problem.
 */
export function ThemeHints({ session, themeId, points, chosen, onChoose, inOneRow = false }: Props) {
  const { t } = useTranslation();
  const answers = useNoProblemAnswers(session);
  const refusal = useRefusal();
  const theme = session.themes.find(({ id }) => id === themeId);
  if (theme === undefined || theme.prompts.length === 0 || session.rights.add !== 'themes') return null;
  return (
    <section className={classes.hints} style={{ '--theme-color': theme.color } as CSSProperties}>
      <h2 className={classes.heading}>{t('points.form.hints')}</h2>
      <ul className={inOneRow ? classes.row : classes.list}>
        {promptCards(theme, points).map((card) => (
          <Card
            key={card.index}
            card={card}
            themeId={theme.id}
            answers={answers}
            chosen={chosen === card.index}
            mayAnswer={session.me.takesPart}
            onChoose={onChoose}
          />
        ))}
      </ul>
      {answers.error !== null && (
        <p className={classes.refusal} role="alert">
          {refusal(answers.error)}
        </p>
      )}
    </section>
  );
}

type CardProps = {
  readonly card: PromptCard;
  readonly themeId: string;
  readonly answers: NoProblemAnswers;
  readonly chosen: boolean;
  readonly mayAnswer: boolean;
  readonly onChoose: (prompt: number | null) => void;
};

function Card({ card: { index, words, points }, themeId, answers, chosen, mayAnswer, onChoose }: CardProps) {
  const { t } = useTranslation();
  const wordsId = useId();
  const { count, mine } = answers.of(themeId, index);
  return (
    <li className={classes.card} data-chosen={chosen || undefined}>
      <p id={wordsId} className={classes.words}>
        {words}
      </p>
      <p className={classes.drawn} data-none={points === 0 && !count && !mine ? true : undefined}>
        {[
          t('points.prompts.points', { count: points }),
          count !== null && count > 0 && t('points.prompts.noProblemBy', { count }),
        ]
          .filter(Boolean)
          .join(' · ')}
      </p>
      <div className={classes.answers}>
        <button
          type="button"
          className={classes.answer}
          aria-pressed={chosen}
          aria-describedby={wordsId}
          onClick={() => onChoose(chosen ? null : index)}
        >
          {t('points.prompts.write')}
        </button>
        {mayAnswer && (
          <button
            type="button"
            className={classes.answer}
            aria-pressed={mine}
            aria-describedby={wordsId}
            onClick={() => answers.set(themeId, index, !mine)}
          >
            {t('points.prompts.noProblem')}
          </button>
        )}
      </div>
    </li>
  );
}
