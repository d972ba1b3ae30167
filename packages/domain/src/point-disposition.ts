/** Where a point ends that becomes no action: not adopted 不采纳, or deferred 暂缓. */
export const DISPOSITIONS = ['notAdopted', 'deferred'] as const;
export type Disposition = (typeof DISPOSITIONS)[number];
