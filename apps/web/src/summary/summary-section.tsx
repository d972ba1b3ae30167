import { type ReactNode, useId } from 'react';
import classes from './summary-page.module.css';

type Props = { readonly title: string; readonly count?: number; readonly children: ReactNode };

export function SummarySection({ title, count, children }: Props) {
  const id = useId();
  return (
    <section className={classes.section} aria-labelledby={id}>
      <h2 id={id} className={classes.heading}>
        {title} {count !== undefined && <span className={classes.soft}>{count}</span>}
      </h2>
      {children}
    </section>
  );
}
