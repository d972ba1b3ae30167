import {
  type ErrorCode,
  INBOX_THEME_ID,
  POINT_CATEGORIES,
  POINT_LEVELS,
  POINT_SOURCES,
  type PointCategory,
  type PointId,
  type PointLevel,
  type PointSource,
} from '@gongyi/domain';
import type { DeviceStorage } from '../document/kept-edits.ts';

/** What a point says before it is in the document. */
export type PrivateContent = {
  readonly themeId: string;
  readonly text: string;
  readonly source: PointSource | null;
  readonly category: PointCategory;
  readonly level: PointLevel | null;
  readonly prompt: number | null;
};

/** What this person did to one of their private points and the server has not confirmed. */
export type Pending = {
  readonly pointId: PointId;
  /** Null when it is to be deleted. */
  readonly content: PrivateContent | null;
  /** Whether the server has it, in some older wording. */
  readonly isStored: boolean;
  /** Whether it was sent, so that the server may have it although no answer came. */
  readonly wasSent: boolean;
  /** Whether it was changed after it was sent: then the server may have an older wording. */
  readonly isRevised: boolean;
  /** When it was made, in ms since 1970. */
  readonly at: number;
  /** Why the server will not take it, else null. It is not sent again until it is changed. */
  readonly refused: ErrorCode | null;
  /** False when the device took no more: it lasts as long as the page. */
  readonly isOnDevice: boolean;
};

/**
 * What became of one that was sent: `later` when nothing was said of it, `elsewhere` when private
 * writing is over.
 */
export type Delivery = 'stored' | 'later' | 'elsewhere' | 'themesClosed' | { readonly refused: ErrorCode };

export type PrivateOutboxOptions = {
  readonly storage: DeviceStorage | null;
  readonly sessionId: string;
  readonly authorId: string;
  /** Sends one. Must bring an answer in finite time. */
  readonly deliver: (pending: Pending) => Promise<Delivery>;
  /** Called before the entry is let go. */
  readonly onStored: (pointId: PointId, content: PrivateContent | null) => void;
  readonly onChange: () => void;
};

export type PrivateOutbox = {
  /** Oldest first. Another array after each change. */
  readonly pending: () => readonly Pending[];
  readonly put: (pointId: PointId, content: PrivateContent, isStored: boolean) => void;
  readonly remove: (pointId: PointId, isStored: boolean) => void;
  /** Lets one go without sending it. */
  readonly forget: (pointId: PointId) => void;
  /** Whether anything is to be sent at present. */
  readonly allow: (maySend: boolean) => void;
  /** Sends now, as when the network is back. */
  readonly wake: () => void;
};

const PREFIX = 'gongyi.private.';
const KEPT_DAYS = 30;
const DAY_MS = 24 * 60 * 60 * 1_000;
/** Typing in a point that was sent is sent when it rests. */
const REST_MS = 800;
const RETRY_MIN_MS = 1_000;
const RETRY_MAX_MS = 15_000;

/**
 * Private points on their way to the server, kept on the device until it has confirmed them: one
 * entry for each point, with its newest wording. The ids are made here, so sending twice makes one
 * point. One is under way at a time, oldest first, so that what was deleted is not written after
 * it.
 */
export function createPrivateOutbox(options: PrivateOutboxOptions): PrivateOutbox {
  const { storage, deliver, onStored, onChange } = options;
  const prefix = `${PREFIX}${options.sessionId}.${options.authorId}.`;
  let entries: readonly Pending[] = readEntries(storage, prefix);
  let mayLeave = false;
  let sending: PointId | null = null;
  let failures = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function set(entry: Omit<Pending, 'isOnDevice'>): void {
    const kept = { ...entry, isOnDevice: store(storage, prefix + entry.pointId, entry) };
    const isKnown = entries.some(({ pointId }) => pointId === entry.pointId);
    entries = isKnown ? entries.map((other) => (other.pointId === entry.pointId ? kept : other)) : [...entries, kept];
    onChange();
  }

  function forget(id: PointId): void {
    store(storage, prefix + id, null);
    entries = entries.filter(({ pointId }) => pointId !== id);
    onChange();
  }

  function find(id: PointId): Pending | undefined {
    return entries.find(({ pointId }) => pointId === id);
  }

  function sendSoon(delayMs: number): void {
    clearTimeout(timer);
    if (!mayLeave || sending !== null) return;
    timer = setTimeout(() => void sendNext(), delayMs);
  }

  async function sendNext(): Promise<void> {
    const next = entries.find(({ refused }) => refused === null);
    if (next === undefined || sending !== null || !mayLeave) return;
    sending = next.pointId;
    const marked = next.wasSent ? next : { ...next, wasSent: true };
    if (marked !== next) set(marked);
    const delivery = await deliver(next);
    sending = null;
    sendSoon(take(next, delivery));
  }

  /** Returns in how many ms it goes on. */
  function take(sent: Pending, delivery: Delivery): number {
    const now = find(sent.pointId);
    if (delivery === 'later' || delivery === 'elsewhere') {
      failures += 1;
      return Math.min(RETRY_MIN_MS * 2 ** (failures - 1), RETRY_MAX_MS) * (0.75 + Math.random() / 2);
    }
    failures = 0;
    if (now === undefined) return 0;
    if (delivery === 'themesClosed') {
      // A thought that comes after the themes were closed is still taken: for the facilitator to
      // sort.
      if (now.content !== null) set({ ...now, content: { ...now.content, themeId: INBOX_THEME_ID, prompt: null } });
      return 0;
    }
    if (delivery !== 'stored') {
      // What it says by now was not sent, and may be taken; or it is to be deleted.
      if (now.content !== sent.content) return 0;
      set({ ...now, refused: delivery.refused });
      return 0;
    }
    onStored(sent.pointId, sent.content);
    const isChanged = now.content !== sent.content;
    // The answer to a first sending is the same whether it was this wording that was stored or an
    // earlier one.
    const mayBeOlder = sent.content !== null && sent.isRevised && !sent.isStored;
    if (isChanged || mayBeOlder) set({ ...now, isStored: true, isRevised: false });
    else forget(sent.pointId);
    return 0;
  }

  giveUpOld(storage);
  return {
    pending: () => entries,
    put(pointId, content, isStored) {
      const before = find(pointId);
      set({
        pointId,
        content,
        isStored: isStored || before?.isStored === true,
        wasSent: before?.wasSent ?? false,
        isRevised: before?.wasSent ?? false,
        at: before?.at ?? Date.now(),
        refused: null,
      });
      sendSoon(before === undefined && !isStored ? 0 : REST_MS);
    },
    remove(pointId, isStored) {
      const before = find(pointId);
      const mayBeThere = isStored || before?.isStored === true || before?.wasSent === true;
      if (!mayBeThere) return forget(pointId);
      const at = before?.at ?? Date.now();
      set({ pointId, content: null, isStored: true, wasSent: true, isRevised: false, at, refused: null });
      sendSoon(0);
    },
    forget,
    allow(maySend) {
      if (maySend === mayLeave) return;
      mayLeave = maySend;
      failures = 0;
      sendSoon(0);
    },
    wake() {
      failures = 0;
      sendSoon(0);
    },
  };
}

/** Whether it is on the device then. Null removes. */
function store(storage: DeviceStorage | null, key: string, entry: Omit<Pending, 'isOnDevice'> | null): boolean {
  try {
    if (entry === null) storage?.removeItem(key);
    else storage?.setItem(key, JSON.stringify(entry));
    return storage !== null;
  } catch {
    return false;
  }
}

function keysOf(storage: DeviceStorage | null, prefix: string): string[] {
  try {
    return Array.from({ length: storage?.length ?? 0 }, (_, index) => storage?.key(index) ?? '').filter((key) =>
      key.startsWith(prefix),
    );
  } catch {
    return [];
  }
}

function readEntries(storage: DeviceStorage | null, prefix: string): Pending[] {
  return keysOf(storage, prefix)
    .flatMap((key) => readEntry(storage, key, key.slice(prefix.length)) ?? [])
    .sort((a, b) => a.at - b.at);
}

/** Null for what is no entry, whoever wrote it. */
function readEntry(storage: DeviceStorage | null, key: string, id: string): Pending | null {
  try {
    const value: unknown = JSON.parse(storage?.getItem(key) ?? 'null');
    if (typeof value !== 'object' || value === null) return null;
    const { content, isStored, wasSent, isRevised, at } = value as Record<string, unknown>;
    if (typeof at !== 'number' || id === '') return null;
    const read = content === null ? null : readContent(content);
    if (read === undefined) return null;
    return {
      pointId: id as PointId,
      content: read,
      isStored: isStored === true,
      wasSent: wasSent === true,
      isRevised: isRevised === true,
      at,
      // It may be another answer today.
      refused: null,
      isOnDevice: true,
    };
  } catch {
    return null;
  }
}

function readContent(value: unknown): PrivateContent | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { themeId, text, source, category, level, prompt } = value as Record<string, unknown>;
  if (typeof themeId !== 'string' || typeof text !== 'string') return undefined;
  return {
    themeId,
    text,
    source: POINT_SOURCES.find((known) => known === source) ?? null,
    category: POINT_CATEGORIES.find((known) => known === category) ?? 'problem',
    level: POINT_LEVELS.find((known) => known === level) ?? null,
    prompt: Number.isInteger(prompt) ? (prompt as number) : null,
  };
}

/** Of whatever session and person: they may never come back to this device. */
function giveUpOld(storage: DeviceStorage | null): void {
  const oldest = Date.now() - KEPT_DAYS * DAY_MS;
  for (const key of keysOf(storage, PREFIX)) {
    const entry = readEntry(storage, key, key);
    if (entry === null || entry.at < oldest) store(storage, key, null);
  }
}
