import { type ReactNode, Suspense } from 'react';
import { PageSkeleton } from '../page-skeleton.tsx';
import classes from './bare-layout.module.css';
import { LanguageSwitch } from './language-switch.tsx';
import { ProductMark } from './product-mark.tsx';

/**
 * Product, language, and one narrow column, without Mantine (see MantineFrame): for what people
 * open on their phones.
 */
export function PlainLayout({ children }: { readonly children: ReactNode }) {
  return (
    <div className={classes.frame}>
      <header className={classes.header}>
        <ProductMark to="/" />
        <LanguageSwitch />
      </header>
      <main className={classes.main}>
        <Suspense fallback={<PageSkeleton />}>{children}</Suspense>
      </main>
    </div>
  );
}
