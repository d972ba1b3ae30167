import { useTranslation } from 'react-i18next';
import type { SummaryView } from '../api/trpc.ts';
import classes from './summary-page.module.css';
import { SummarySection } from './summary-section.tsx';

/** Nothing in an anonymous session, whose summary names no unit. */
export function SummaryPeople({ summary: { anonymous, peopleByUnit } }: { readonly summary: SummaryView }) {
  const { t } = useTranslation();
  if (anonymous || peopleByUnit.length === 0) return null;
  return (
    <SummarySection title={t('summary.peopleTitle')}>
      <ul className={classes.units}>
        {peopleByUnit.map(({ unit, people }) => (
          <li key={unit}>
            <span>{unit || t('summary.noUnit')}</span>
            <span className={classes.figure}>{people}</span>
          </li>
        ))}
      </ul>
    </SummarySection>
  );
}
