/**
 * An answer that comes when the test says so, so that what a page shows meanwhile can be looked at.
 */
export class HeldAnswer {
  release: () => void = () => undefined;
  /** Awaited by the answer. */
  readonly released = new Promise<void>((resolve) => {
    this.release = resolve;
  });
}
