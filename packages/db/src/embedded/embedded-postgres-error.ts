/**
 * The embedded PostgreSQL cannot serve. The message says why and what to do, on one line; details
 * go to the log.
 */
export class EmbeddedPostgresError extends Error {
  override readonly name = 'EmbeddedPostgresError';
}

/** Every refusal ends with the way out that always works. */
export function refuse(reason: string, options?: ErrorOptions): EmbeddedPostgresError {
  return new EmbeddedPostgresError(
    `The embedded PostgreSQL cannot be used: ${reason} (Set DATABASE_URL to use a PostgreSQL of your own.)`,
    options,
  );
}
