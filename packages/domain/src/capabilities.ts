/**
 * Who may do what. This table is the only place where a role means something: policies, the sync
 * server and the pages ask `allows`, nobody compares role names.
 */
export const ROLES = [
  'administrator',
  'facilitator',
  'secretary',
  'supervisor',
  'liaison',
  'participant',
  'coFacilitator',
] as const;
export type Role = (typeof ROLES)[number];

/** Roles that an invitation can give. */
export const MEMBER_ROLES = ['facilitator', 'secretary', 'supervisor', 'liaison'] as const satisfies readonly Role[];
export type MemberRole = (typeof MEMBER_ROLES)[number];

export const CAPABILITIES = [
  'campaign.create',
  'campaign.view',
  'campaign.edit',
  'member.view',
  'member.manage',
  'session.open',
  'session.close',
  'session.view',
  'session.restore',
  'session.lead',
  'session.appoint',
  'point.add',
  'point.editOwn',
  'point.editAny',
  'point.vote',
  'point.dispose',
  'point.promote',
  'action.view',
  'action.edit',
  'action.agree',
  'action.accept',
  'action.submit',
  'action.verify',
  'action.reopen',
  'action.setAside',
  'list.export',
] as const;
export type Capability = (typeof CAPABILITIES)[number];

/** `ownUnit`: only for actions whose lead unit is the person's own. */
export type Grant = 'all' | 'ownUnit' | 'none';

type Row = Readonly<Record<Capability, Grant>>;

const NOTHING = Object.fromEntries(CAPABILITIES.map((capability) => [capability, 'none'])) as Row;
const EVERYTHING = Object.fromEntries(CAPABILITIES.map((capability) => [capability, 'all'])) as Row;

/** Reads everything of a campaign, changes nothing. */
const READER: Row = {
  ...NOTHING,
  'campaign.view': 'all',
  'session.view': 'all',
  'action.view': 'all',
  'member.view': 'all',
};

export const GRANTS = {
  // The administrator keeps the installation; verification stays with a second party, as for
  // everybody.
  administrator: { ...EVERYTHING },
  facilitator: {
    ...EVERYTHING,
    'campaign.create': 'none',
    'action.accept': 'none',
    'action.submit': 'none',
    'action.verify': 'none',
    'action.reopen': 'none',
  },
  secretary: {
    ...READER,
    'session.open': 'all',
    'point.add': 'all',
    'point.editOwn': 'all',
    'point.editAny': 'all',
    'point.vote': 'all',
    'point.dispose': 'all',
    'point.promote': 'all',
    'action.edit': 'all',
    'action.agree': 'all',
    'action.setAside': 'all',
    'list.export': 'all',
  },
  supervisor: {
    ...READER,
    'action.verify': 'all',
    'action.reopen': 'all',
    'list.export': 'all',
  },
  liaison: {
    ...READER,
    'point.add': 'all',
    'point.editOwn': 'all',
    'point.vote': 'all',
    'action.accept': 'ownUnit',
    'action.submit': 'ownUnit',
    'list.export': 'all',
  },
  participant: {
    ...NOTHING,
    'session.view': 'all',
    'point.add': 'all',
    'point.editOwn': 'all',
    'point.vote': 'all',
  },
  /**
   * A participant who was asked to help: leads the session that they joined, and decides nothing
   * about actions or the campaign.
   */
  coFacilitator: {
    ...NOTHING,
    'session.view': 'all',
    'session.lead': 'all',
    'point.add': 'all',
    'point.editOwn': 'all',
    'point.editAny': 'all',
    'point.vote': 'all',
    'point.dispose': 'all',
  },
} as const satisfies Record<Role, Row>;

export function grantOf(role: Role, capability: Capability): Grant {
  return GRANTS[role][capability];
}

/**
 * What a person is in one campaign: any number of roles, and the units of which they are liaison.
 */
export type Standing = {
  readonly roles: readonly Role[];
  readonly unitIds: readonly string[];
};

/** An action as rights look at it. */
export type ConcernedAction = {
  readonly leadUnitId: string | null;
  readonly supportUnitIds: readonly string[];
  readonly owners: readonly string[];
};

/**
 * Whether somebody of this standing may do it everywhere in the campaign or session. A right over
 * the actions of one's own unit is none here: where an action is at hand, ask `allowsOn`.
 */
export function allows(standing: Standing, capability: Capability): boolean {
  return standing.roles.some((role) => grantOf(role, capability) === 'all');
}

/** Whether somebody of this standing may do it to this action. */
export function allowsOn(standing: Standing, capability: Capability, action: ConcernedAction): boolean {
  const { leadUnitId } = action;
  const isOwnUnits = leadUnitId !== null && standing.unitIds.includes(leadUnitId);
  return standing.roles.some((role) => {
    const grant = grantOf(role, capability);
    return grant === 'all' || (grant === 'ownUnit' && isOwnUnits);
  });
}
