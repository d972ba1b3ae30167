import { expect, test } from 'vitest';
import { closeInReverse } from './close-in-reverse.ts';

/** Notes when each begins and ends to be closed. */
function openAll(...names: string[]) {
  const said: string[] = [];
  const opened = names.map((name) => async () => {
    said.push(`${name} …`);
    await new Promise((resolve) => setImmediate(resolve));
    if (name.startsWith('stuck')) throw new Error(name);
    said.push(name);
  });
  return { said, opened };
}

test('the last is closed first, and each only when the one after it is', async () => {
  const { said, opened } = openAll('database', 'documents', 'port');
  await closeInReverse(opened);
  expect(said).toEqual(['port …', 'port', 'documents …', 'documents', 'database …', 'database']);
  await closeInReverse(opened);
  expect(said).toHaveLength(6);
});

test('what cannot be closed is told at the end, and keeps nothing else open', async () => {
  const { said, opened } = openAll('database', 'stuck documents', 'stuck port');
  const closing = closeInReverse(opened);
  await expect(closing).rejects.toMatchObject({
    message: 'not everything could be closed',
    errors: [{ message: 'stuck port' }, { message: 'stuck documents' }],
  });
  expect(said.at(-1)).toBe('database');
  await expect(closeInReverse(openAll('stuck port').opened)).rejects.toMatchObject({
    errors: [{ message: 'stuck port' }],
  });
});
