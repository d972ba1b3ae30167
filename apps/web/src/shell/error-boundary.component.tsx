import { t } from 'i18next';
import { createRoot } from 'react-dom/client';
import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { ErrorBoundary } from './error-boundary.tsx';

function Broken(): never {
  throw new Error('broken on purpose');
}

test('a page that broke does not keep the tab named after the page before', async () => {
  document.title = 'the page before';
  const place = document.body.appendChild(document.createElement('div'));
  const root = createRoot(place, { onCaughtError: () => undefined });
  root.render(
    <ErrorBoundary>
      <Broken />
    </ErrorBoundary>,
  );
  await expect.element(page.getByRole('heading', { name: t('common.broken.title') })).toBeVisible();
  expect(document.title).toBe(`${t('common.broken.title')} · ${t('common.product')}`);
  root.unmount();
  place.remove();
});
