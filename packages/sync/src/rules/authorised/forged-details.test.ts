import { POINT_FIELDS, setPointDetails } from '@gongyi/board';
import { LIMITS } from '@gongyi/domain';
import { test } from 'vitest';
import { expectRefused, expectTaken } from '../../test/expect-verdict.ts';
import { ownOf, type RefusedCase, recordOf, serverWithBoard, type TakenCase } from '../../test/server-with-board.ts';

const refused: readonly RefusedCase[] = [
  [
    '[AU5] an unknown category',
    'participant',
    'value',
    (copy, role) => recordOf(copy, ownOf(role)).set(POINT_FIELDS.category, 'joke'),
  ],
  [
    '[AU5] an unknown level',
    'participant',
    'value',
    (copy, role) => recordOf(copy, ownOf(role)).set(POINT_FIELDS.level, 'god'),
  ],
  ...[-1, 0.5, LIMITS.promptsPerTheme, '0', Number.NaN].map(
    (prompt): RefusedCase => [
      `[AU5] the prompt ${JSON.stringify(prompt)}`,
      'participant',
      'value',
      (copy, role) => recordOf(copy, ownOf(role)).set(POINT_FIELDS.prompt, prompt),
    ],
  ),
];

test.each(refused)('%s (%s) is refused', async (_, who, rule, change) => {
  await using server = await serverWithBoard();
  await expectRefused(server, who, rule, (copy) => change(copy, who));
});

const taken: readonly TakenCase[] = [
  [
    '[AU5] category, level and prompt',
    'participant',
    (copy, role) => setPointDetails(copy, ownOf(role), { category: 'idea', level: 'person', prompt: 3 }),
  ],
];

test.each(taken)('%s (%s) is taken', async (_, who, change) => {
  await using server = await serverWithBoard();
  await expectTaken(server, who, (copy) => change(copy, who));
});
