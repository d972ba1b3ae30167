/**
 * Closes what was opened, the last first, each when the one before it is closed: whatever was
 * opened later may need what was opened earlier. One that cannot be closed keeps none of the
 * others open. Takes them out of the list; rejects with an AggregateError of what went wrong.
 */
export async function closeInReverse(opened: (() => Promise<unknown>)[]): Promise<void> {
  const failures: unknown[] = [];
  for (let close = opened.pop(); close !== undefined; close = opened.pop()) {
    await close().catch((error: unknown) => failures.push(error));
  }
  if (failures.length > 0) throw new AggregateError(failures, 'not everything could be closed');
}
