import { describe, expect, it } from 'vitest';
import { loginPathFor, returnPathFrom } from './return-path.ts';

function roundTrip(path: string): string {
  return returnPathFrom(new URL(loginPathFor(path), 'http://host').search);
}

describe('returnPathFrom', () => {
  it('leads back to the page that was asked for, query included', () => {
    expect(roundTrip('/campaigns/abc/board?action=x&y=1')).toBe('/campaigns/abc/board?action=x&y=1');
  });

  it.each(['//evil.example', '/\\evil.example', 'https://evil.example', 'javascript:alert(1)', ''])(
    'never leaves this site: %s',
    (target) => {
      expect(roundTrip(target)).toBe('/campaigns');
    },
  );

  it('has a page to go to when nothing was asked for', () => {
    expect(returnPathFrom('')).toBe('/campaigns');
  });
});
