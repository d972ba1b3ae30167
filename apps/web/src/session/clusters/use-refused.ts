import { useCallback, useState } from 'react';
import { readStored, writeStored } from '../../ui/device-storage.ts';

/** The oldest go first. */
const MOST_KEPT = 2_000;

export type Refused = {
  readonly has: (key: string) => boolean;
  readonly refuse: (key: string) => void;
  readonly clear: () => void;
};

/** Suggestions that this device does not want to see again. */
export function useRefused(sessionId: string): Refused {
  const storageKey = `gongyi.refused.${sessionId}`;
  const [keys, setKeys] = useState<ReadonlySet<string>>(() => read(storageKey));
  const keep = useCallback(
    (next: ReadonlySet<string>) => {
      setKeys(next);
      writeStored(storageKey, next.size === 0 ? null : JSON.stringify([...next].slice(-MOST_KEPT)));
    },
    [storageKey],
  );
  return {
    has: (key) => keys.has(key),
    // Another page of this device may have refused some meanwhile.
    refuse: (key) => keep(new Set([...read(storageKey), ...keys, key])),
    clear: () => keep(new Set()),
  };
}

function read(storageKey: string): ReadonlySet<string> {
  try {
    const stored: unknown = JSON.parse(readStored(storageKey) ?? '[]');
    return new Set(Array.isArray(stored) ? stored.filter((key) => typeof key === 'string') : []);
  } catch {
    return new Set();
  }
}
