import { parseJoinCode } from '@gongyi/domain';

/**
 * The code in what somebody typed or pasted, which may be the whole link; null while there is none.
 */
export function joinCodeIn(typed: string): string | null {
  const linked = /\/j\/([^/?#\s]+)/.exec(typed)?.[1];
  return parseJoinCode(linked ?? typed);
}
