/**
 * How much may wait in memory for the log, of all rooms together. An outage of the database must
 * not become one of the server: what goes beyond stays on the pages that wrote it.
 */
export interface UnsavedBudget {
  add(bytes: number): void;
  remove(bytes: number): void;
  readonly bytes: number;
  readonly isSpent: boolean;
}

export function createUnsavedBudget(limitBytes: number): UnsavedBudget {
  let bytes = 0;
  return {
    add(more) {
      bytes += more;
    },
    remove(less) {
      bytes -= less;
    },
    get bytes() {
      return bytes;
    },
    get isSpent() {
      return bytes >= limitBytes;
    },
  };
}
