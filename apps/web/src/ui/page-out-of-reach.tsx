import type { ComponentProps } from 'react';
import { useTranslation } from 'react-i18next';
import { PageProblem } from './page-problem.tsx';
import { usePageTitle } from './use-page-title.ts';

/**
 * What a gate shows in place of all pages below it. Names the tab too, as no page is there to do
 * it: the tab would go on to name the page that people came from.
 */
export function PageOutOfReach(props: ComponentProps<typeof PageProblem>) {
  const { t } = useTranslation();
  usePageTitle(t('common.problem'));
  return <PageProblem {...props} />;
}
