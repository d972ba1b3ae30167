import { OPEN_PRESENCE_FIELDS } from '@gongyi/board';
import { LIMITS } from '@gongyi/domain';
import type { Editor } from './ports.ts';

/**
 * What others may see of what a connection says of its person, JSON text in and out. Throws on what is no JSON object or too large: other
 * people's pages would fail on it.
 */
export function visibleState(state: string, { personId, rights }: Pick<Editor, 'personId' | 'rights'>): string {
  if (Buffer.byteLength(state) > LIMITS.awarenessBytes) throw new Error('awareness state too large');
  const said: unknown = JSON.parse(state);
  if (typeof said !== 'object') throw new Error('awareness state is no object');
  if (said === null) return state;
  const isVisible = (field: string, value: unknown) => {
    if (field === 'person' && idOf(value) !== personId) return false;
    if (field === 'view' && !rights.lead) return false;
    return rights.showDoing || OPEN_PRESENCE_FIELDS.some((open) => open === field);
  };
  const all = Object.entries(said);
  const visible = all.filter(([field, value]) => value === null || isVisible(field, value));
  return visible.length === all.length ? state : JSON.stringify(Object.fromEntries(visible));
}

function idOf(person: unknown): unknown {
  return typeof person === 'object' && person !== null && 'id' in person ? person.id : undefined;
}
