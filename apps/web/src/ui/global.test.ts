import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { theme } from './theme.ts';

const css = readFileSync(new URL('./global.css', import.meta.url), 'utf8').replace(/\s+/g, ' ');

test('pages without Mantine have the colours and the font of the theme', () => {
  const colors = theme.colors?.official ?? [];
  expect(colors).toHaveLength(10);
  for (const [shade, color] of colors.entries()) expect(css).toContain(`--mantine-color-official-${shade}: ${color};`);
  expect(css).toContain(`--mantine-font-family: ${theme.fontFamily};`);
});
