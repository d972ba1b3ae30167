import { addPoint, POINT_FIELDS, readPoint, recordsOf } from '@gongyi/board';
import { pointDraft } from '@gongyi/board/testing';
import type { PointId } from '@gongyi/domain';
import { expect, test } from 'vitest';
import { messageYjsSyncStep2 } from 'y-protocols/sync';
import * as Y from 'yjs';
import { updateFrame } from './protocol.ts';
import { connectClient } from './test/connect-client.ts';
import { documentFrom } from './test/document-from.ts';
import { forgeChange, forgeUpdate } from './test/forge.ts';
import { counter } from './test/people-on-nodes.ts';
import { connectRaw } from './test/raw-client.ts';
import { createTestNodes } from './test/start-test-nodes.ts';
import { until } from './test/until.ts';

const POINT = 'point-1' as PointId;
const EARLIER_PAGE = 99;

test.each(['the same node', 'another node'])(
  '[NO1][AU16] what a page has from before a crash is gone from it when its author’s next page, on %s, has it collected',
  async (where) => {
    await using nodes = createTestNodes();
    const one = await nodes.start({ timing: { unloadDelayMs: 60_000 } });
    const two = await nodes.start({ timing: { unloadDelayMs: 60_000 } });
    await until(async () => expect(await counter(one, 'gongyi_sync_other_nodes')).toBe(1));
    await one.sync.changeDocument('s1', (doc) =>
      addPoint(doc, pointDraft({ id: POINT, authorId: 'bert', channel: '' })),
    );
    // A page of Bert's had written it, and the server had sent it on and lost it.
    const doc = await documentFrom(nodes.log, 's1');
    const lost = forgeChange(doc, EARLIER_PAGE, (copy) =>
      (recordsOf(copy).get(POINT) as Y.Map<unknown>).set(POINT_FIELDS.channel, '座谈会'),
    );
    Y.applyUpdate(doc, lost);
    using anna = connectClient(one.url, 's1', { personId: 'anna', doc });
    using carla = connectClient(one.url, 's1', { personId: 'carla' });
    await Promise.all([anna.synced(), carla.synced()]);
    expect(readPoint(anna.doc, POINT)?.channel).toBe('座谈会');
    expect(readPoint(carla.doc, POINT)?.channel).toBe('');
    // He took it back while offline; his next page passes on what is left of it.
    const left = forgeUpdate(EARLIER_PAGE, 0, [new Y.GC(Y.createID(EARLIER_PAGE, 0), 1)], [[EARLIER_PAGE, 0, 1]]);
    const answer = updateFrame(left);
    answer[1] = messageYjsSyncStep2;
    using bert = await connectRaw(where === 'another node' ? two.url : one.url, 's1', 'bert');
    bert.socket.send(answer);
    await until(() => expect(readPoint(anna.doc, POINT)?.channel).toBe(''));
    expect([...one.refusals, ...two.refusals]).toEqual([]);
  },
);
