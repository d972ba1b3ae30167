import { expect, test } from 'vitest';
import {
  allows,
  allowsOn,
  CAPABILITIES,
  type Capability,
  GRANTS,
  type Grant,
  ROLES,
  type Role,
} from './capabilities.ts';

/**
 * Who may do what, written down a second time: whoever changes a right says so in both places. The
 * walk through the API's doors reads what it expects from GRANTS, and would follow a slip there.
 *
 * `all`, `own`: only for actions whose lead unit is their own, `-`: not at all.
 */
const RIGHTS = `
                  administrator  facilitator  secretary  supervisor  liaison  participant  coFacilitator
campaign.create   all            -            -          -           -        -            -
campaign.view     all            all          all        all         all      -            -
campaign.edit     all            all          -          -           -        -            -
member.view       all            all          all        all         all      -            -
member.manage     all            all          -          -           -        -            -
session.open      all            all          all        -           -        -            -
session.close     all            all          -          -           -        -            -
session.view      all            all          all        all         all      all          all
session.restore   all            all          -          -           -        -            -
session.lead      all            all          -          -           -        -            all
session.appoint   all            all          -          -           -        -            -
point.add         all            all          all        -           all      all          all
point.editOwn     all            all          all        -           all      all          all
point.editAny     all            all          all        -           -        -            all
point.vote        all            all          all        -           all      all          all
point.dispose     all            all          all        -           -        -            all
point.promote     all            all          all        -           -        -            -
action.view       all            all          all        all         all      -            -
action.edit       all            all          all        -           -        -            -
action.agree      all            all          all        -           -        -            -
action.accept     all            -            -          -           own      -            -
action.submit     all            -            -          -           own      -            -
action.verify     all            -            -          all         -        -            -
action.reopen     all            -            -          all         -        -            -
action.setAside   all            all          all        -           -        -            -
list.export       all            all          all        all         all      -            -
`;

const GRANT_OF_WORD: Readonly<Record<string, Grant>> = { all: 'all', own: 'ownUnit', '-': 'none' };

const [heads = [], ...rows] = RIGHTS.trim()
  .split('\n')
  .map((line) => line.trim().split(/\s+/));

function written(role: Role, capability: Capability): Grant | undefined {
  const row = rows.find(([name]) => name === capability) ?? [];
  return GRANT_OF_WORD[row[heads.indexOf(role) + 1] ?? ''];
}

test('the table has a column for every role and a row for every capability, each once', () => {
  expect([...heads].sort()).toEqual([...ROLES].sort());
  expect(rows.map(([name]) => name).sort()).toEqual([...CAPABILITIES].sort());
});

test.each(ROLES)('%s has these rights, and no other', (role) => {
  const standing = { roles: [role], unitIds: ['own'] };
  for (const capability of CAPABILITIES) {
    const grant = written(role, capability);
    expect(GRANTS[role][capability], capability).toBe(grant);
    expect(allows(standing, capability), capability).toBe(grant === 'all');
    const on = (leadUnitId: string | null) =>
      allowsOn(standing, capability, { leadUnitId, supportUnitIds: ['own'], owners: [] });
    expect(on('own'), capability).toBe(grant !== 'none');
    expect(on('another'), capability).toBe(grant === 'all');
    expect(on(null), capability).toBe(grant === 'all');
  }
});
