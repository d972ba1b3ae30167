import { inject } from 'vitest';
import type { SoakScale } from './soak-scale.ts';

declare module 'vitest' {
  interface ProvidedContext {
    soak: SoakScale;
  }
}

export const SOAK: SoakScale = inject('soak');

/** The same in every run. */
const FIXED: readonly number[] = [1, 7, 42, 20261122];
const FRESH = Date.now() % 2 ** 32;

/**
 * Those that once failed, and `count` others: at most half of them fixed, and as many fresh ones
 * as that leaves. The seed is in the test's name or its failure: pin it in `onceFailed` when it
 * fails.
 */
export function seedsOf(count: number, onceFailed: readonly number[] = []): number[] {
  if (SOAK.seed !== null) return [SOAK.seed];
  const fixed = FIXED.slice(0, Math.floor(count / 2));
  const fresh = Array.from({ length: count - fixed.length }, (_, n) => (FRESH + n) % 2 ** 32);
  return [...onceFailed, ...fixed, ...fresh];
}

/** Of tests whose seeds cost next to nothing: all the fixed ones and a fresh one, or more. */
export const SEEDS: readonly number[] = SOAK.isLong ? seedsOf(SOAK.seeds) : seedsOf(1, FIXED);
