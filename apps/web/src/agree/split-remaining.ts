import { compareNames } from '../session/document/compare-names.ts';

type Voter = { readonly authorId: string; readonly name: string; readonly left: number };

/**
 * Those with votes left, by whether they are here, the most votes first; and how many have none
 * left.
 */
export function splitRemaining<Person extends Voter>(people: readonly Person[], online: ReadonlySet<string>) {
  const withVotes = people
    .filter(({ left }) => left > 0)
    .sort((a, b) => b.left - a.left || compareNames(a.name, b.name) || (a.authorId < b.authorId ? -1 : 1));
  return {
    present: withVotes.filter(({ authorId }) => online.has(authorId)),
    absent: withVotes.filter(({ authorId }) => !online.has(authorId)),
    done: people.length - withVotes.length,
  };
}
