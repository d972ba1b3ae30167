import type { DeviceStorage } from '../kept-edits.ts';

/** A device's storage that outlives the pages of a test. */
export function memoryStorage(): DeviceStorage & { readonly content: Map<string, string> } {
  const content = new Map<string, string>();
  return {
    content,
    get length() {
      return content.size;
    },
    key: (index) => [...content.keys()][index] ?? null,
    getItem: (key) => content.get(key) ?? null,
    setItem: (key, value) => void content.set(key, value),
    removeItem: (key) => void content.delete(key),
  };
}

/** One that is there and takes nothing, as in some private windows. */
export function closedStorage(): DeviceStorage {
  const refuse = (): never => {
    throw new DOMException('no', 'QuotaExceededError');
  };
  return { length: 0, key: refuse, getItem: refuse, setItem: refuse, removeItem: refuse };
}
