import { describe, expect, it } from 'vitest';
import { personColor } from './person-color.ts';

describe('personColor', () => {
  it('is the same for a person everywhere, and dark enough for white letters', () => {
    const colors = Array.from({ length: 200 }, (_, i) => personColor(`person-${i}`));
    expect(colors).toEqual(Array.from({ length: 200 }, (_, i) => personColor(`person-${i}`)));
    expect(new Set(colors).size).toBeGreaterThan(8);
    for (const color of new Set(colors)) expect(contrastWithWhite(color), color).toBeGreaterThanOrEqual(4.5);
  });
});

function contrastWithWhite(color: string): number {
  const channels = [1, 3, 5].map((at) => {
    const value = Number.parseInt(color.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  const [red = 0, green = 0, blue = 0] = channels;
  return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05);
}
