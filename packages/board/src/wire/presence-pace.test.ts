import { createDecoder, readVarUint } from 'lib0/decoding';
import { expect, test } from 'vitest';
import { MESSAGE_PRESENCE_PACE, presencePaceFrame, readPresencePace } from './presence-pace.ts';

test.each([0, 16, 100, 127, 128, 60_000])('a pace of %i ms is read as it was written', (pace) => {
  const decoder = createDecoder(presencePaceFrame(pace));
  expect([readVarUint(decoder), readPresencePace(decoder)]).toEqual([MESSAGE_PRESENCE_PACE, pace]);
});
