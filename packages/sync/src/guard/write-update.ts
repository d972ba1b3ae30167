import * as encoding from 'lib0/encoding';
import * as Y from 'yjs';
import type { NewStruct, Range } from './read-update.ts';

/**
 * An update of exactly these structs and deletions; null when there are none. What is applied is
 * written from what was judged, so no trick of encoding can make Yjs read something else.
 */
export function writeUpdate(structs: readonly NewStruct[], deletes: readonly Range[]): Uint8Array | null {
  if (structs.length === 0 && deletes.length === 0) return null;
  const encoder = new Y.UpdateEncoderV1();
  const { restEncoder } = encoder;
  const structsOf = byClient(structs);
  encoding.writeVarUint(restEncoder, structsOf.size);
  for (const [clientId, ofClient] of structsOf) {
    encoding.writeVarUint(restEncoder, ofClient.length);
    encoder.writeClient(clientId);
    encoding.writeVarUint(restEncoder, ofClient[0]?.clock ?? 0);
    for (const { struct, offset } of ofClient) struct.write(encoder, offset);
  }
  const deletesOf = byClient(deletes);
  encoding.writeVarUint(restEncoder, deletesOf.size);
  for (const [clientId, ofClient] of deletesOf) {
    encoding.writeVarUint(restEncoder, clientId);
    encoding.writeVarUint(restEncoder, ofClient.length);
    for (const { clock, length } of ofClient) {
      encoding.writeVarUint(restEncoder, clock);
      encoding.writeVarUint(restEncoder, length);
    }
  }
  return encoder.toUint8Array();
}

function byClient<T extends Range>(ranges: readonly T[]): Map<number, T[]> {
  const groups = new Map<number, T[]>();
  for (const range of ranges) {
    const group = groups.get(range.clientId);
    if (group === undefined) groups.set(range.clientId, [range]);
    else group.push(range);
  }
  return groups;
}
