import { buffer, text } from 'node:stream/consumers';

import ExcelJS from 'exceljs';
import { expect, test } from 'vitest';
import { buildAgreedList, pageAgreedList } from './agreed-list.ts';
import { anAction, aSource, HOSTILE_TEXTS } from './test/agreed-list-fixture.ts';
import { createRandom } from './test/seeded-random.ts';
import { streamCsv, writeCsv } from './write-csv.ts';
import { streamXlsx, writeXlsx, XLSX_HEAD_ROWS } from './write-xlsx.ts';
import { SHARED_TEXTS } from './xlsx-texts.ts';

const { actions: _, ...MAKING } = aSource();

/** Of both themes, in the order of the list. */
function actionsInOrder(count: number, problem = (n: number) => `问题 ${n}`) {
  return Array.from({ length: count }, (_, n) =>
    anAction({
      id: `a-${n}`,
      themeId: n < count / 3 ? 't-zz' : 't-ys',
      number: `营商-${n + 1}`,
      problem: problem(n),
      state: n % 5 === 0 ? 'draft' : 'inProgress',
    }),
  );
}

async function* inPages<T>(items: readonly T[], seed: number): AsyncGenerator<readonly T[]> {
  const random = createRandom(seed);
  for (let from = 0; from < items.length; ) {
    const page = items.slice(from, from + random(40));
    from += page.length;
    yield page;
  }
}

async function read(bytes: Buffer): Promise<ExcelJS.Worksheet> {
  const workbook = new ExcelJS.Workbook();
  // exceljs's types know only the Buffer of older Node typings.
  await workbook.xlsx.load(bytes as unknown as ExcelJS.Buffer);
  const [sheet] = workbook.worksheets;
  if (sheet === undefined) throw new Error('there is no sheet');
  return sheet;
}

test.each([1, 2, 3])('in pages it is the same file as at once (seed %i)', async (seed) => {
  const actions = actionsInOrder(200);
  const whole = buildAgreedList({ ...MAKING, actions });
  const paged = () => pageAgreedList({ ...MAKING, drafts: 40, pages: inPages(actions, seed) });
  expect(paged()).toMatchObject({ title: whole.title, asOf: whole.asOf, day: whole.day, columns: whole.columns });
  expect(await text(streamCsv(paged()))).toBe(writeCsv(whole));
  expect(await buffer(streamXlsx(paged()))).toEqual(await writeXlsx(whole));
});

test('texts that are too many to be kept until the end come back as they are', async () => {
  // The first hundred take all the room that there is for them.
  const long = '长'.repeat(SHARED_TEXTS.chars / 100);
  const hostile = HOSTILE_TEXTS.filter((words) => words !== '');
  const actions = actionsInOrder(100 + hostile.length, (n) => hostile[n - 100] ?? `${n} ${long}`);
  const sheet = await read(
    await buffer(streamXlsx(pageAgreedList({ ...MAKING, drafts: 0, pages: inPages(actions, 4) }))),
  );
  for (const [index, words] of hostile.entries()) {
    const cell = sheet.getRow(XLSX_HEAD_ROWS + 101 + index).getCell(3);
    expect([cell.value, cell.type, cell.numFmt]).toEqual([words, ExcelJS.ValueType.String, '@']);
  }
});

const ROWS = 20;
const CHARS = 2_000;
test.each([
  ['csv', streamCsv],
  ['xlsx', streamXlsx],
] as const)('whoever takes a part of a %s has had only a part read', async (_format, stream) => {
  let asked = 0;
  let ended = false;
  const random = createRandom(5);
  const words = () => Array.from({ length: CHARS }, () => String.fromCodePoint(0x4e00 + random(20_000))).join('');
  async function* pages() {
    try {
      for (; asked < 1_000; asked++) yield actionsInOrder(ROWS, words);
    } finally {
      ended = true;
    }
  }
  let taken = 0;
  for await (const chunk of stream(pageAgreedList({ ...MAKING, drafts: 0, pages: pages() }))) {
    taken += chunk.length;
    if (taken > 200_000) break;
  }
  expect(ended).toBe(true);
  // Each page comes to more than 30 kB, however it is packed, but for those whose words are kept.
  const kept = SHARED_TEXTS.chars / (ROWS * CHARS);
  expect(asked).toBeLessThan(12 + kept);
});
