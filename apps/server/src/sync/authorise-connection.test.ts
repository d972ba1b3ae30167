import type { Api, SyncPermit } from '@gongyi/api';
import { CLOSE_CODES, NO_SESSION_RIGHTS, type SessionRights } from '@gongyi/domain';
import { expect, test } from 'vitest';
import { createAuthorise } from './authorise-connection.ts';

type Asked = Parameters<Api['authoriseSync']>;

function authoriseWith(permit: SyncPermit) {
  const asked: Asked[] = [];
  const authorise = createAuthorise({
    authoriseSync: async (...facts) => {
      asked.push(facts);
      return permit;
    },
  });
  return { asked, ask: () => authorise({ host: 'gongyi.local', cookie: 'a=1', origin: 'http://gongyi.local' }, 's1') };
}

function permitted(rights: Partial<SessionRights>, privateWriting = false): SyncPermit {
  const person = { id: 'person-1', name: '小李', takesPart: true } as Extract<SyncPermit, { ok: true }>['person'];
  return {
    ok: true,
    campaignId: 'c1',
    person,
    signInId: null,
    authorId: 'author-1',
    ownerKey: 'owner-1',
    names: [{ name: '小李', unit: '' }],
    anonymous: false,
    rights: { ...NO_SESSION_RIGHTS, ...rights },
    themeIds: ['theme-1', 'theme-2'],
    privateWriting,
  };
}

const NOTHING = {
  themes: new Set(['theme-1', 'theme-2']),
  add: 'none',
  editOwn: false,
  move: false,
  draw: false,
  editAny: false,
  lead: false,
  showDoing: true,
};

test('a person is known by what stands on their points, and their pages by what nobody can tell them from', async () => {
  const { asked, ask } = authoriseWith(permitted({}));
  expect(await ask()).toEqual({
    ok: true,
    memberId: 'person-1',
    personId: 'author-1',
    ownerKey: 'owner-1',
    rights: NOTHING,
    names: [{ name: '小李', unit: '' }],
    isNameless: false,
    takesPart: true,
  });
  const [[{ headers, origin }, sessionId]] = asked as [Asked];
  expect([headers.get('cookie'), headers.get('origin')]).toEqual(['a=1', 'http://gongyi.local']);
  expect([origin, sessionId]).toEqual(['http://gongyi.local', 's1']);
});

test('what hangs on a sign-in says so', async () => {
  const { ask } = authoriseWith({ ...permitted({}), signInId: 'sign-in-1' } as SyncPermit);
  expect(await ask()).toMatchObject({ ok: true, signInId: 'sign-in-1' });
});

test('whether the session is nameless is said', async () => {
  const { ask } = authoriseWith({ ...permitted({}), anonymous: true, names: [{ name: '', unit: '' }] } as SyncPermit);
  expect(await ask()).toMatchObject({ isNameless: true, names: [{ name: '', unit: '' }] });
});

test.each<[Partial<SessionRights>, object]>([
  [{ add: 'themes' }, { add: 'themes' }],
  [{ add: 'inbox' }, { add: 'inbox' }],
  [{ editOwn: true }, { editOwn: true }],
  [{ move: true }, { move: true }],
  [{ draw: true }, { draw: true }],
  [{ editAny: true }, { editAny: true }],
  [{ lead: true }, { lead: true }],
  // No right in the document.
  [{ vote: true }, {}],
])('%j in the session is %j in its document', async (rights, inDocument) => {
  expect(await authoriseWith(permitted(rights)).ask()).toMatchObject({ rights: { ...NOTHING, ...inDocument } });
});

test.each(['themes', 'inbox'] as const)('what is added privately (%s) is not added to the document', async (add) => {
  const { ask } = authoriseWith(permitted({ add, addPrivately: true }, true));
  expect(await ask()).toMatchObject({ rights: { ...NOTHING, showDoing: false } });
});

test('while points are written privately nobody sees what anybody does', async () => {
  expect(await authoriseWith(permitted({ lead: true }, true)).ask()).toMatchObject({ rights: { showDoing: false } });
});

test.each([
  ['notSignedIn', CLOSE_CODES.notSignedIn],
  ['forbidden', CLOSE_CODES.forbidden],
  ['notFound', CLOSE_CODES.noSuchSession],
  ['removedFromSession', CLOSE_CODES.ended],
] as const)('%s is told by its close code', async (refusal, closeCode) => {
  expect(await authoriseWith({ ok: false, refusal }).ask()).toEqual({ ok: false, closeCode });
});
