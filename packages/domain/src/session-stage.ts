/** What a session goes through: 学习 → 收集 → 归类 → 附议 → 议定 → 结束. */
export const SESSION_STAGES = ['brief', 'collect', 'sort', 'vote', 'agree', 'closed'] as const;
export type SessionStage = (typeof SESSION_STAGES)[number];

export function isSessionStage(name: string): name is SessionStage {
  return SESSION_STAGES.some((stage) => stage === name);
}

/** What a leader lets participants do, each turned singly at any time. */
export const SESSION_SWITCHES = ['add', 'editOwn', 'move', 'vote', 'draw'] as const;
export type SessionSwitch = (typeof SESSION_SWITCHES)[number];
export type SessionSwitches = Readonly<Record<SessionSwitch, boolean>>;

const ALL_OFF: SessionSwitches = { add: false, editOwn: false, move: false, vote: false, draw: false };

/** How the switches stand when a stage begins. */
export const STAGE_SWITCHES: Readonly<Record<SessionStage, SessionSwitches>> = {
  brief: { ...ALL_OFF, editOwn: true },
  collect: { ...ALL_OFF, add: true, editOwn: true },
  sort: { ...ALL_OFF, editOwn: true, move: true },
  vote: { ...ALL_OFF, vote: true },
  agree: ALL_OFF,
  closed: ALL_OFF,
};

/**
 * While nothing has been sorted yet: the only stages in which points may be written that nobody
 * else sees.
 */
export function isWritingStage(stage: SessionStage): boolean {
  return stage === 'brief' || stage === 'collect';
}
