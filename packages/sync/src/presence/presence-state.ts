import { NAMELESS_PRESENCE_FIELDS, OPEN_PRESENCE_FIELDS } from '@gongyi/board';
import { LIMITS } from '@gongyi/domain';
import type { Editor } from '../ports.ts';

type Fields = Readonly<Record<string, unknown>>;

/**
 * What others may see of what a connection says of its person, JSON text in and out. Throws on what
 * is no JSON object or too large: other people's pages would fail on it. Who the person is, is the
 * server's to say; the page says only whether it shows them.
 */
export function visibleState(
  state: string,
  editor: Pick<Editor, 'personId' | 'rights' | 'names' | 'isNameless' | 'takesPart'>,
): string {
  if (Buffer.byteLength(state) > LIMITS.awarenessBytes) throw new Error('awareness state too large');
  const said: unknown = JSON.parse(state);
  if (typeof said !== 'object') throw new Error('awareness state is no object');
  if (said === null) return state;
  return editor.isNameless ? namelessState(said as Fields, editor) : namedState(state, said as Fields, editor);
}

function namedState(state: string, said: Fields, editor: Pick<Editor, 'personId' | 'rights' | 'names'>): string {
  const { rights } = editor;
  const isVisible = (field: string, value: unknown) => {
    if (value === null) return true;
    if (field === 'person') return isObject(value);
    if (field === 'view' && !rights.lead) return false;
    return rights.showDoing || OPEN_PRESENCE_FIELDS.some((open) => open === field);
  };
  const all = Object.entries(said);
  const visible = all.filter(([field, value]) => isVisible(field, value));
  const { person } = said;
  const isAsItIs = visible.length === all.length && (!isObject(person) || isPerson(person, editor));
  if (isAsItIs) return state;
  const shown = visible.map(([field, value]) => [
    field,
    field === 'person' && value !== null ? personOf(editor) : value,
  ]);
  return JSON.stringify(Object.fromEntries(shown));
}

/** The fields in one order, so that what nobody sees changes nothing of it. */
function namelessState(said: Fields, editor: Pick<Editor, 'personId' | 'rights' | 'names' | 'takesPart'>): string {
  const { lead, showDoing } = editor.rights;
  const shown = NAMELESS_PRESENCE_FIELDS.flatMap((field): (readonly [string, unknown])[] => {
    const value = Object.hasOwn(said, field) ? said[field] : null;
    if (value === null || (field === 'view' && !(lead && showDoing))) return [];
    // A person would be shown once for each device.
    if (field !== 'view' && !editor.takesPart) return [];
    if (field === 'person') return isObject(value) ? [[field, personOf(editor)]] : [];
    return [[field, value]];
  });
  return JSON.stringify(Object.fromEntries(shown));
}

/** A state in which the person bears an alias in the place of their id. */
export function masked(state: string, aliasOf: (personId: string) => string): string {
  const said = JSON.parse(state) as { readonly person?: { readonly id: string } } | null;
  if (said?.person === undefined) return state;
  return JSON.stringify({ ...said, person: { ...said.person, id: aliasOf(said.person.id) } });
}

function personOf({ personId, names }: Pick<Editor, 'personId' | 'names'>) {
  const [now] = names;
  return { id: personId, name: now?.name ?? '', unit: now?.unit ?? '' };
}

function isPerson(said: object, editor: Pick<Editor, 'personId' | 'names'>): boolean {
  return JSON.stringify(said) === JSON.stringify(personOf(editor));
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
