import { useEffect, useSyncExternalStore } from 'react';
import type { Awareness } from 'y-protocols/awareness';
import { compareNames } from './compare-names.ts';

/** Who somebody is, as their page tells the others. */
export type Person = {
  readonly id: string;
  readonly name: string;
  readonly unit: string;
};

/**
 * The field of an awareness state that carries it. The pages of the list and the phone announce
 * themselves under it, too.
 */
const PERSON_FIELD = 'person';

/** What other pages send is whatever they like, so nothing about it is taken for granted. */
export function readPerson(state: unknown): Person | null {
  const person: unknown = fieldOf(state, PERSON_FIELD);
  const id = fieldOf(person, 'id');
  if (typeof id !== 'string' || id === '') return null;
  return { id, name: textOf(fieldOf(person, 'name')), unit: textOf(fieldOf(person, 'unit')) };
}

export function fieldOf(value: unknown, field: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, field)
    ? (value as Record<string, unknown>)[field]
    : undefined;
}

const SHOWN_CHARS = 40;

function textOf(value: unknown): string {
  return typeof value === 'string' ? value.slice(0, SHOWN_CHARS) : '';
}

type Announcing = {
  readonly anonymous: boolean;
  readonly rights: { readonly lead: boolean };
  readonly me: { readonly kind: 'user' | 'participant'; readonly author: Person };
};

/**
 * Tells the others that this person is here, until the page is left. In an anonymous session only
 * participants do: presence tells who leads (they are not asked whether they are ready), and with
 * it which points the few who lead have written.
 */
export function useAnnouncedPerson(awareness: Awareness, { anonymous, rights, me }: Announcing): void {
  const { id, name, unit } = me.author;
  const isHidden = anonymous && (me.kind === 'user' || rights.lead);
  useEffect(() => {
    if (isHidden) return undefined;
    awareness.setLocalStateField(PERSON_FIELD, { id, name, unit } satisfies Person);
    return () => awareness.setLocalStateField(PERSON_FIELD, null);
  }, [awareness, isHidden, id, name, unit]);
}

type PeopleList = { getSnapshot(): readonly Person[]; subscribe(listener: () => void): () => void };

/**
 * Cursors change awareness all the time; the list changes only when somebody comes, goes or is
 * renamed.
 */
function createPeopleList(awareness: Awareness): PeopleList {
  let key = '';
  let people: readonly Person[] = [];

  function refresh(): boolean {
    const byId = new Map<string, Person>();
    for (const state of awareness.getStates().values()) {
      const person = readPerson(state);
      if (person !== null) byId.set(person.id, person);
    }
    const next = [...byId.values()].sort((a, b) => compareNames(a.name, b.name) || (a.id < b.id ? -1 : 1));
    const nextKey = JSON.stringify(next);
    if (nextKey === key) return false;
    key = nextKey;
    people = next;
    return true;
  }

  refresh();
  return {
    getSnapshot: () => people,
    subscribe(listener) {
      const onChange = (): void => {
        if (refresh()) listener();
      };
      onChange();
      awareness.on('change', onChange);
      return () => awareness.off('change', onChange);
    },
  };
}

const lists = new WeakMap<Awareness, PeopleList>();

function listFor(awareness: Awareness): PeopleList {
  const known = lists.get(awareness);
  if (known !== undefined) return known;
  const list = createPeopleList(awareness);
  lists.set(awareness, list);
  return list;
}

/** Everybody who has the session open, each once however many pages they have, by name. */
export function useOnlinePeople(awareness: Awareness): readonly Person[] {
  const list = listFor(awareness);
  return useSyncExternalStore(list.subscribe, list.getSnapshot);
}
