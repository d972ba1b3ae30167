import { describe, expect, it } from 'vitest';
import { wrongAccountFields } from './account-draft.ts';

const GOOD = { name: '李明', email: 'li@example.cn', password: 'correct horse' };

describe('wrongAccountFields', () => {
  it('lets a complete account through', () => {
    expect(wrongAccountFields(GOOD)).toEqual([]);
  });

  it('names every wrong field in the order of the form', () => {
    expect(wrongAccountFields({ name: ' ', email: 'li@example', password: '1234567' })).toEqual([
      'name',
      'email',
      'password',
    ]);
  });

  it('accepts an address that was pasted with spaces around it', () => {
    expect(wrongAccountFields({ ...GOOD, email: ' li@example.cn ' })).toEqual([]);
  });
});
