import { Suspense, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { lazyComponent } from './lazy-component.tsx';

/** Where something is drawn, and all that ever stood in it. */
function draw(content: React.ReactNode) {
  const place = document.body.appendChild(document.createElement('div'));
  const seen = new Set<string>();
  new MutationObserver(() => seen.add(place.textContent ?? '')).observe(place, { childList: true, subtree: true });
  createRoot(place).render(<Suspense fallback="waiting">{content}</Suspense>);
  return { place, seen };
}

function Counter({ name }: { readonly name: string }) {
  const [count, setCount] = useState(0);
  return (
    <button type="button" onClick={() => setCount(count + 1)}>
      {`${name}: ${count}`}
    </button>
  );
}

test('what is loaded already is shown without a moment of waiting', async () => {
  const Lazy = lazyComponent(async () => Counter);
  await Lazy.load();
  const { place, seen } = draw(<Lazy name="loaded" />);
  await expect.element(page.getByRole('button', { name: 'loaded: 0' })).toBeVisible();
  expect([...seen]).toEqual(['loaded: 0']);
  place.remove();
});

test('what is not loaded is waited for, is asked for once, and keeps its state', async () => {
  let arrive: (component: typeof Counter) => void = () => undefined;
  let asked = 0;
  const Lazy = lazyComponent(() => {
    asked += 1;
    return new Promise<typeof Counter>((resolve) => {
      arrive = resolve;
    });
  });
  const { place, seen } = draw(<Lazy name="late" />);
  await expect.poll(() => [...seen]).toEqual(['waiting']);
  arrive(Counter);
  await userEvent.click(page.getByRole('button', { name: 'late: 0' }));
  await expect.element(page.getByRole('button', { name: 'late: 1' })).toBeVisible();
  expect(asked).toBe(1);
  place.remove();
});
