import type pg from 'pg';

/**
 * All rows of a database as text, and back, exactly: what PostgreSQL says of a value is what it
 * is told again. Lines of JSON: of each table a head, then an array of values for each row, as
 * text, bytes as base64. A table comes after those that its rows refer to. The list of migrations
 * is not among them, nor is a table that is empty.
 */
export async function dumpRows(client: pg.Client): Promise<string> {
  await client.query(`SET timezone = 'UTC'`);
  const lines: string[] = [];
  for (const table of await readTables(client)) {
    const columns = await readColumns(client, table);
    const values = columns.map(({ name, type }) =>
      type === 'bytea' ? `translate(encode("${name}", 'base64'), E'\\n', '')` : `"${name}"::text`,
    );
    const { rows } = await client.query<{ values: string[] }>(
      `SELECT ARRAY[${values}] AS values FROM "${table}" ORDER BY ${await readOrder(client, table)}`,
    );
    if (rows.length === 0) continue;
    lines.push(JSON.stringify({ table, columns: columns.map(({ name }) => name) } satisfies Head));
    for (const row of rows) lines.push(JSON.stringify(row.values));
  }
  const { rows } = await client.query<{ name: string; value: string }>(
    `SELECT sequencename AS name, last_value::text AS value FROM pg_sequences
     WHERE schemaname = 'public' AND last_value IS NOT NULL ORDER BY sequencename`,
  );
  lines.push(JSON.stringify({ sequences: Object.fromEntries(rows.map(({ name, value }) => [name, value])) }));
  return `${lines.join('\n')}\n`;
}

/** Into tables that are there and empty. */
export async function loadRows(client: pg.Client, dump: string): Promise<void> {
  await client.query(`SET timezone = 'UTC'`);
  let head: Head | null = null;
  let rows: string[] = [];
  const insert = async () => {
    if (head !== null) await insertRows(client, head, rows);
    rows = [];
  };
  for (const line of dump.trimEnd().split('\n')) {
    if (line.startsWith('[')) {
      rows.push(line);
      continue;
    }
    await insert();
    const next = JSON.parse(line) as Head | { readonly sequences: Readonly<Record<string, string>> };
    head = 'table' in next ? next : null;
    if ('table' in next) continue;
    for (const sequence of Object.entries(next.sequences)) {
      await client.query('SELECT setval($1::regclass, $2::bigint)', sequence);
    }
  }
  await insert();
}

type Head = { readonly table: string; readonly columns: readonly string[] };

async function insertRows(client: pg.Client, { table, columns }: Head, rows: readonly string[]): Promise<void> {
  const types = new Map((await readColumns(client, table)).map(({ name, type }) => [name, type]));
  const values = columns.map((name, index) =>
    types.get(name) === 'bytea' ? `decode(row->>${index}, 'base64')` : `(row->>${index})::${types.get(name)}`,
  );
  const names = columns.map((name) => `"${name}"`);
  await client.query(
    `INSERT INTO "${table}" (${names}) SELECT ${values} FROM json_array_elements($1::json) AS rows (row)`,
    [`[${rows}]`],
  );
}

async function readColumns(client: pg.Client, table: string): Promise<{ name: string; type: string }[]> {
  const { rows } = await client.query<{ name: string; type: string }>(
    `SELECT attname AS name, format_type(atttypid, atttypmod) AS type FROM pg_attribute
     WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped ORDER BY attnum`,
    [`"${table}"`],
  );
  return rows;
}

/** By the primary key, whatever the rules of the database's language. */
async function readOrder(client: pg.Client, table: string): Promise<string> {
  const { rows } = await client.query<{ name: string; is_text: boolean }>(
    `SELECT attname AS name, atttypid = 'text'::regtype AS is_text
     FROM pg_index JOIN pg_attribute ON attrelid = indrelid AND attnum = ANY (indkey)
     WHERE indrelid = $1::regclass AND indisprimary ORDER BY array_position(indkey::int2[], attnum)`,
    [`"${table}"`],
  );
  return rows.map(({ name, is_text }) => (is_text ? `"${name}" COLLATE "C"` : `"${name}"`)).join();
}

/** Each after those that it refers to; else by name. */
async function readTables(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string; needs: string[] }>(
    `SELECT relname AS name, ARRAY(
       SELECT target.relname::text FROM pg_constraint JOIN pg_class AS target ON target.oid = confrelid
       WHERE conrelid = pg_class.oid AND contype = 'f' AND confrelid <> conrelid) AS needs
     FROM pg_class
     WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND relname <> '_prisma_migrations'
     ORDER BY relname`,
  );
  const ordered: string[] = [];
  while (ordered.length < rows.length) {
    const next = rows.find(
      ({ name, needs }) => !ordered.includes(name) && needs.every((need) => ordered.includes(need)),
    );
    if (next === undefined) throw new Error('tables refer to each other in a circle');
    ordered.push(next.name);
  }
  return ordered;
}
