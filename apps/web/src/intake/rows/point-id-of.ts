import type { PointId } from '@gongyi/domain';
import { sha256 } from '@noble/hashes/sha2.js';
import { toBase64UrlEncoded } from 'lib0/buffer';

/** 126 bits and more, as many as `newId` draws. */
const ID_BYTES = 16;

/**
 * What makes an imported point the same when its file comes a second time. Where it is put, and
 * what it is called, is not among it.
 */
export type PointContent = { readonly text: string; readonly unit: string; readonly author: string };

/**
 * The id of an imported point, the same whenever the same content comes to the same session for the
 * `occurrence`th time in one import. Not by Web Crypto, which pages over plain HTTP do not have.
 */
export function pointIdOf(sessionId: string, content: PointContent, occurrence: number): PointId {
  const words = JSON.stringify([sessionId, content.text, content.unit, content.author, occurrence]);
  const digest = sha256(new TextEncoder().encode(words));
  return toBase64UrlEncoded(digest.subarray(0, ID_BYTES)) as PointId;
}
