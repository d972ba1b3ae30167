import { fieldOf, readPerson } from '../document/people.ts';

/**
 * The field of an awareness state in which somebody says which summons they follow: its `at`, or
 * null.
 */
export const FOLLOWING_FIELD = 'following';

/** `called`: asked, and not there; `away`: was there, and has gone on by themselves. */
export type FollowState =
  | { readonly is: 'none' }
  | { readonly is: 'called' | 'following' | 'away' | 'declined'; readonly at: string };

export type FollowEvent =
  | {
      readonly kind: 'summoned';
      /** Which summons there is now; null for none that is meant for this person. */
      readonly at: string | null;
    }
  | { readonly kind: 'went' | 'left' | 'declined' };

export const NOT_CALLED: FollowState = { is: 'none' };

/**
 * Each summons calls anew, also those who went away from the one before; the same one calls once.
 */
export function nextFollow(state: FollowState, event: FollowEvent): FollowState {
  if (event.kind === 'summoned') {
    if (event.at === null) return NOT_CALLED;
    return state.is !== 'none' && state.at === event.at ? state : { is: 'called', at: event.at };
  }
  if (state.is === 'none') return state;
  const { at } = state;
  switch (event.kind) {
    case 'went':
      return { is: 'following', at };
    case 'left':
      return state.is === 'following' ? { is: 'away', at } : state;
    case 'declined':
      return { is: 'declined', at };
  }
}

/** How many people, each once, are where this summons called them. */
export function countFollowers(states: Iterable<unknown>, at: string): number {
  const ids = new Set<string>();
  for (const state of states) {
    const person = readPerson(state);
    if (person !== null && fieldOf(state, FOLLOWING_FIELD) === at) ids.add(person.id);
  }
  return ids.size;
}
