import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';

/** Names the tab: `title · product`; the product alone while the title is not known. */
export function usePageTitle(title: string | undefined): void {
  const { t } = useTranslation();
  const product = t('common.product');
  useEffect(() => {
    document.title = title ? `${title} · ${product}` : product;
  }, [title, product]);
}
