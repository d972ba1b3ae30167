import pg from 'pg';
import { expect, test } from 'vitest';
import { createFilledDatabase, readFilledDatabase } from './create-filled-database.ts';
import { dumpRows } from './table-rows.ts';

test('a database is filled with the very rows that the older build left', async () => {
  await using filled = await createFilledDatabase('0570882');
  const client = new pg.Client({ connectionString: filled.connectionString });
  await client.connect();
  const rows = await dumpRows(client);
  await client.end();
  const { rows: kept } = await readFilledDatabase('0570882');
  expect(rows.split('\n')).toEqual(kept.split('\n'));
});
