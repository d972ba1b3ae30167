import { newId } from '@gongyi/domain';
import { fromBase64, toBase64 } from 'lib0/buffer';

/**
 * Edits of one person that the server has not confirmed: a Yjs update, which may be applied as
 * often as one likes.
 */
export type KeptEdit = {
  readonly key: string;
  readonly update: Uint8Array;
  /** Ids of the points that it changes. */
  readonly points: readonly string[];
  /** When it was made, in ms since 1970. */
  readonly at: number;
  /** False when the device took no more: it lasts as long as the page. */
  readonly isOnDevice: boolean;
};

export type KeptEdits = {
  /**
   * Whether the device keeps anything for us, as some private windows do not. It may still refuse
   * later, when it is full.
   */
  readonly isOnDevice: boolean;
  readonly keep: (edit: Pick<KeptEdit, 'update' | 'points' | 'at'>) => KeptEdit;
  /** Those of every page of this person on this device, oldest first. */
  readonly all: () => KeptEdit[];
  readonly forget: (keys: Iterable<string>) => void;
};

export type DeviceStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>;

const PREFIX = 'gongyi.edits.';
/**
 * What nobody has come back for since then is given up: a device does not gather the words of
 * people for good.
 */
const KEPT_DAYS = 30;
const DAY_MS = 24 * 60 * 60 * 1_000;

/**
 * The unconfirmed edits of one person in one session, each under a key of its own, so that pages of
 * the same person never overwrite each other's. Written at once and not later: what this function
 * returned for is there when the tab is closed in the next moment. See
 * docs/decisions/0007-kept-edits.md for why it is these edits, and not the document.
 */
export function createKeptEdits(storage: DeviceStorage | null, sessionId: string, personId: string): KeptEdits {
  const prefix = `${PREFIX}${sessionId}.${personId}.`;
  const page = newId();
  /** What the device did not take. */
  const inMemory = new Map<string, KeptEdit>();
  let count = 0;

  giveUpOldEdits(storage);

  function store(key: string, { update, points, at }: Pick<KeptEdit, 'update' | 'points' | 'at'>): boolean {
    try {
      storage?.setItem(key, JSON.stringify({ at, points, update: toBase64(update) }));
      return storage !== null;
    } catch {
      return false;
    }
  }

  return {
    isOnDevice: takesAnything(storage),
    keep(edit) {
      count += 1;
      const key = `${prefix}${page}.${count}`;
      const kept = { ...edit, key, isOnDevice: store(key, edit) };
      if (!kept.isOnDevice) inMemory.set(key, kept);
      return kept;
    },
    all() {
      const stored = keysOf(storage, prefix).flatMap((key) => {
        const edit = readEdit(storage, key);
        if (edit === null) remove(storage, key);
        return edit ?? [];
      });
      return [...stored, ...inMemory.values()].sort((a, b) => a.at - b.at);
    },
    forget(keys) {
      for (const key of keys) if (!inMemory.delete(key)) remove(storage, key);
    },
  };
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

function takesAnything(storage: DeviceStorage | null): boolean {
  try {
    storage?.setItem(PREFIX, '');
    storage?.removeItem(PREFIX);
    return storage !== null;
  } catch {
    return false;
  }
}

/** Null for what is no edit, whoever wrote it. */
function readEdit(storage: DeviceStorage | null, key: string): KeptEdit | null {
  try {
    const value: unknown = JSON.parse(storage?.getItem(key) ?? 'null');
    if (typeof value !== 'object' || value === null) return null;
    const { at, points, update } = value as Record<string, unknown>;
    if (typeof at !== 'number' || typeof update !== 'string' || !Array.isArray(points)) return null;
    if (!points.every((id) => typeof id === 'string')) return null;
    return { key, at, points, update: fromBase64(update), isOnDevice: true };
  } catch {
    return null;
  }
}

function remove(storage: DeviceStorage | null, key: string): void {
  try {
    storage?.removeItem(key);
  } catch {
    // A storage that was closed to us meanwhile keeps what it has.
  }
}

/** Of whatever session and person: they may never come back to this device. */
function giveUpOldEdits(storage: DeviceStorage | null): void {
  const oldest = Date.now() - KEPT_DAYS * DAY_MS;
  for (const key of keysOf(storage, PREFIX)) {
    const edit = readEdit(storage, key);
    if (edit === null || edit.at < oldest) remove(storage, key);
  }
}
