import { expect, test } from 'vitest';
import { DEMO_POINTS, DEMO_TEMPLATE_ID } from './demo-points.ts';
import { LIMITS } from './limits.ts';
import { TEMPLATES } from './templates.ts';

test('sixty points, each of a theme of its template, with a source and within the limits', () => {
  const template = TEMPLATES.find(({ id }) => id === DEMO_TEMPLATE_ID);
  const themes = template?.themes.map(({ name }) => name) ?? [];
  expect(DEMO_POINTS).toHaveLength(60);
  for (const point of DEMO_POINTS) {
    expect(themes).toContain(point.theme);
    expect(point.source, point.text).not.toBeNull();
    expect(point.text.length).toBeGreaterThan(0);
    expect(point.text.length).toBeLessThanOrEqual(LIMITS.pointTextChars);
    expect(point.unit.length).toBeLessThanOrEqual(LIMITS.unitNameChars);
  }
  expect(new Set(DEMO_POINTS.map(({ theme }) => theme)).size).toBe(5);
});
