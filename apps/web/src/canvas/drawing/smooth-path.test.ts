import { expect, it } from 'vitest';
import { smoothPath } from './smooth-path.ts';

it('rounds the corner between two long lines near its point only', () => {
  const corner = [
    { x: 0, y: 0 },
    { x: 100, y: 0 },
    { x: 100, y: 100 },
  ];
  expect(smoothPath(corner)).toBe('M0 0L91.5 0Q100 0 100 8.5L100 100');
});

it('makes one curve of points at which the line hardly bends, however far apart they are', () => {
  const wide = [
    { x: 0, y: 0 },
    { x: 80, y: 0 },
    { x: 158, y: 20 },
  ];
  expect(smoothPath(wide)).toBe('M0 0L40 0Q80 0 119 10L158 20');
});

it('makes one curve of points that are near each other', () => {
  const curve = [
    { x: 0, y: 0 },
    { x: 10, y: 0 },
    { x: 10, y: 10 },
    { x: 20, y: 10 },
  ];
  expect(smoothPath(curve)).toBe('M0 0L5 0Q10 0 10 5L10 5Q10 10 15 10L20 10');
});

it('makes a dot of one point, and nothing of none', () => {
  expect(smoothPath([{ x: 4, y: 5 }])).toBe('M4 5h.01');
  expect(smoothPath([])).toBe('');
});
