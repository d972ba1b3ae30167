import { describe, expect, it } from 'vitest';
import { readPerson } from './people.ts';

describe('readPerson', () => {
  it('reads what pages announce', () => {
    const person = { id: 'p1', name: '张三', unit: '财政所' };
    expect(readPerson({ person, cursor: null })).toEqual(person);
  });

  it.each([
    [null],
    ['text'],
    [{}],
    [{ person: null }],
    [{ person: { id: 7, name: '张三' } }],
    [{ person: { id: '', name: '张三' } }],
    [{ person: Object.create({ id: 'inherited' }) }],
  ])('is nobody: %j', (state) => {
    expect(readPerson(state)).toBeNull();
  });

  it('shortens a name that is no name, and does without', () => {
    expect(readPerson({ person: { id: 'p', name: '长'.repeat(500), unit: 5 } })).toEqual({
      id: 'p',
      name: '长'.repeat(40),
      unit: '',
    });
  });
});
