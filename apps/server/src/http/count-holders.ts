export type HolderCount = {
  /**
   * Counts one more of the key's, and gives what takes it back, once; null when the key has as many
   * as it may.
   */
  take(key: string): (() => void) | null;
};

/**
 * How many of something each key has at once, at most `most`. A key that has none costs no memory.
 */
export function countHolders(most: number): HolderCount {
  const counts = new Map<string, number>();
  return {
    take(key) {
      const count = counts.get(key) ?? 0;
      if (count >= most) return null;
      counts.set(key, count + 1);
      let isHeld = true;
      return () => {
        if (!isHeld) return;
        isHeld = false;
        const left = (counts.get(key) ?? 1) - 1;
        if (left === 0) counts.delete(key);
        else counts.set(key, left);
      };
    },
  };
}
