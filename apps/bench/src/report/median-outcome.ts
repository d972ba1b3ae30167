import type { Outcome } from '../scenarios/result.ts';

/**
 * Of several rounds, the outcome whose leading figure is the middle one: a real run, not a mixture
 * of several. A failure outweighs all.
 */
export function medianOutcome(outcomes: readonly Outcome[]): Outcome | null {
  const failure = outcomes.find(({ kind }) => kind === 'failed');
  if (failure !== undefined) return failure;
  const sorted = [...outcomes].sort((a, b) => leadingFigure(a) - leadingFigure(b));
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? null;
}

/** The larger, the worse. */
function leadingFigure(outcome: Outcome): number {
  switch (outcome.kind) {
    case 'load': {
      const { cursors, edits, acknowledgements } = outcome.phase;
      const stream = acknowledgements ?? (cursors.expected > 0 ? cursors : edits);
      return stream.p95Ms ?? Number.POSITIVE_INFINITY;
    }
    case 'slowReaders':
      return outcome.p95Ratio ?? Number.POSITIVE_INFINITY;
    case 'joinStorm':
      return outcome.lastReadyMs;
    case 'crash':
      return outcome.lost;
    case 'leftOut':
    case 'failed':
      return 0;
  }
}
