import { useTranslation } from 'react-i18next';
import classes from './outcome-chip.module.css';
import type { Outcome } from './outcomes.ts';

type Props = { readonly outcome: Outcome | { readonly kind: 'merged' } };

/** Where something ended, in words, with the reason. Plain elements, for phones. */
export function OutcomeChip({ outcome }: Props) {
  const { t } = useTranslation();
  const words = t(`deliberate.outcome.${outcome.kind}`);
  const reason = 'reason' in outcome ? outcome.reason : '';
  return (
    <span className={classes.chip} data-kind={outcome.kind}>
      {reason === '' ? words : t('deliberate.outcome.withReason', { outcome: words, reason })}
    </span>
  );
}
