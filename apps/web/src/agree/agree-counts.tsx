import { useTranslation } from 'react-i18next';
import { OUTCOME_KINDS, type OutcomeCounts, type OutcomeKind } from '../session/outcomes/outcomes.ts';
import classes from './agree.module.css';

export type Shown = OutcomeKind | 'all';

type Props = {
  readonly counts: OutcomeCounts;
  readonly total: number;
  readonly shown: Shown;
  readonly onShow: (shown: Shown) => void;
};

/** How many ended where; each number shows those. */
export function AgreeCounts({ counts, total, shown, onShow }: Props) {
  const { t } = useTranslation();
  return (
    <div>
      {/* biome-ignore lint/a11y/useSemanticElements: buttons that filter are no fields */}
      <div role="group" className={classes.counts} aria-label={t('deliberate.agree.show')}>
        {[...OUTCOME_KINDS, 'all' as const].map((kind) => (
          <button
            key={kind}
            type="button"
            className={classes.count}
            data-kind={kind}
            aria-pressed={kind === shown}
            onClick={() => onShow(kind)}
          >
            <span className={classes.number}>{kind === 'all' ? total : counts[kind]}</span>
            {t(`deliberate.agree.filter.${kind}`)}
          </button>
        ))}
      </div>
      <p role="status" className={classes.left}>
        {leftWords()} {counts.merged > 0 && t('deliberate.agree.merged', { count: counts.merged })}
      </p>
    </div>
  );

  function leftWords(): string {
    if (total === 0) return t('deliberate.agree.nothing');
    return counts.open === 0 ? t('deliberate.agree.allDone') : t('deliberate.agree.openLeft', { count: counts.open });
  }
}
