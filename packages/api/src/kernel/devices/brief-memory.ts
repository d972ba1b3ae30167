/** What was made for a key a moment ago. In this process alone, and soon forgotten. */
export type BriefMemory = {
  /** What `make` gave for this key when it was last asked, unless that is too long ago. */
  recall(key: string, make: () => string): string;
};

/** The oldest go when there are more than `most`: anybody can make any number of keys. */
export function createBriefMemory(options: {
  readonly lastsMs: number;
  readonly most: number;
  readonly now?: () => number;
}): BriefMemory {
  const { lastsMs, most, now = () => performance.now() } = options;
  /** In the order in which they were made. */
  const made = new Map<string, { readonly value: string; readonly until: number }>();

  function forget(): void {
    for (const [key, { until }] of made) {
      if (until > now() && made.size <= most) return;
      made.delete(key);
    }
  }

  return {
    recall(key, make) {
      forget();
      const known = made.get(key);
      if (known !== undefined) return known.value;
      const value = make();
      made.set(key, { value, until: now() + lastsMs });
      forget();
      return value;
    },
  };
}
