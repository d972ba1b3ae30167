import { createHash, createHmac } from 'node:crypto';
import pg from 'pg';

/** Every row of every table, as whoever has a copy of the database reads it. */
export type DatabaseCopy = readonly { readonly table: string; readonly row: Readonly<Record<string, unknown>> }[];

export async function copyDatabase(connectionString: string): Promise<DatabaseCopy> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    const { rows: tables } = await client.query<{ name: string }>(
      `SELECT table_name AS name FROM information_schema.tables
       WHERE table_schema = 'public' AND table_type = 'BASE TABLE' ORDER BY table_name`,
    );
    const copy: { table: string; row: Record<string, unknown> }[] = [];
    for (const { name: table } of tables) {
      // In the order in which they lie in the file, which a dump has too.
      const { rows } = await client.query<Record<string, unknown>>(`SELECT * FROM "${table}" ORDER BY ctid`);
      copy.push(...rows.map((row) => ({ table, row })));
    }
    return copy;
  } finally {
    await client.end();
  }
}

/** All texts that stand in it, whatever they are. */
export function textsOf(copy: DatabaseCopy): string[] {
  const texts = new Set<string>();
  const read = (value: unknown): void => {
    if (typeof value === 'string') texts.add(value);
    else if (Array.isArray(value)) value.forEach(read);
    else if (value !== null && typeof value === 'object' && !Buffer.isBuffer(value) && !(value instanceof Date)) {
      Object.values(value).forEach(read);
    }
  };
  for (const { row } of copy) read(row);
  return [...texts];
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const hmac = (key: string, ...texts: readonly string[]) =>
  createHmac('sha256', key).update(JSON.stringify(texts)).digest('base64url');

/** Every label under which the code makes a keyed hash. A test sees to it that none is missing. */
export const LABELS = ['owner', 'author', 'device', 'device key', 'signed in before'] as const;

/**
 * What can be made of these texts in one step by anything that the code does: hashes of tokens and
 * devices, and keyed hashes under all labels with the secret.
 */
function* firstSteps(texts: readonly string[], sessionIds: readonly string[], secret: string) {
  for (const text of texts) {
    yield text;
    yield sha256(text);
    yield sha256(`known device ${text}`);
    for (const sessionId of sessionIds) yield sha256(`${text} ${sessionId}`);
    for (const label of LABELS) {
      yield hmac(secret, label, text);
      yield hmac(text, label);
      for (const sessionId of sessionIds) yield hmac(secret, label, sessionId, text);
    }
  }
}

export type Thief = {
  /**
   * Whatever of `wanted` the thief comes to by two steps of what the code does, with what it was
   * made of.
   */
  find(wanted: ReadonlySet<string>): ReadonlyMap<string, string>;
};

/**
 * Who has a copy of the database, the secret in it, and the code. Of each text it makes what the
 * code could have made of it, and of that again ids as they stand on points, for each person and
 * session.
 */
export function createThief(options: {
  readonly texts: readonly string[];
  readonly secret: string;
  readonly sessionIds: readonly string[];
  /** Of participants and accounts. */
  readonly personIds: readonly string[];
}): Thief {
  const { secret, sessionIds, personIds } = options;
  // Ids, hashes and tokens, and no sentences.
  const texts = options.texts.filter((text) => /^[\w.:-]{8,128}$/.test(text));
  return {
    find(wanted) {
      const found = new Map<string, string>();
      const note = (made: string, of: string) => {
        for (const form of [made, made.slice(0, 24)]) if (wanted.has(form) && form !== of) found.set(form, of);
      };
      const keys = new Set<string>();
      for (const text of texts) {
        for (const made of firstSteps([text], sessionIds, secret)) {
          keys.add(made);
          note(made, text);
        }
      }
      for (const key of keys) {
        note(sha256(key), key);
        for (const sessionId of sessionIds) {
          note(sha256(`${key} ${sessionId}`), key);
          for (const personId of personIds) {
            note(sha256(`${key} ${sessionId} ${personId}`), key);
            for (const label of ['owner', 'author'] as const) note(hmac(key, label, sessionId, personId), key);
          }
        }
      }
      return found;
    },
  };
}
