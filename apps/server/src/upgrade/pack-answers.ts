/**
 * Answers by person, for a file: of those who are answered alike the answer stands once, and of
 * the others what differs from the first. Most people of a session are answered almost alike, and
 * all of it would be many times as long.
 */
export type PackedAnswers = readonly (readonly [people: string, answer: unknown])[];

export function packAnswers(answers: Readonly<Record<string, unknown>>): PackedAnswers {
  const groups = new Map<string, string[]>();
  for (const [person, answer] of Object.entries(answers)) {
    const key = JSON.stringify(answer);
    groups.set(key, [...(groups.get(key) ?? []), person]);
  }
  const [[first = 'null', firstPeople = []] = [], ...others] = groups;
  const base: unknown = JSON.parse(first);
  return [
    [firstPeople.join(' '), base],
    ...others.map(([answer, people]) => [people.join(' '), differenceOf(base, JSON.parse(answer))] as const),
  ];
}

export function unpackAnswers([first, ...others]: PackedAnswers): Record<string, unknown> {
  if (first === undefined) return {};
  const base = first[1];
  const all = [first, ...others.map(([people, difference]) => [people, withDifference(base, difference)] as const)];
  return Object.fromEntries(all.flatMap(([people, answer]) => people.split(' ').map((person) => [person, answer])));
}

/** Marks an object that says only what differs. No answer has such a key. */
const DIFFERS = '…';

type Fields = Record<string, unknown>;

/** Either the other value itself, or, where the two have the same fields, those that differ. */
function differenceOf(base: unknown, other: unknown): unknown {
  if (!isNested(base) || !isNested(other) || Array.isArray(base) !== Array.isArray(other)) return other;
  const keys = Object.keys(base);
  if (keys.join() !== Object.keys(other).join()) return other;
  const differing = keys.filter((key) => JSON.stringify(base[key]) !== JSON.stringify(other[key]));
  if (differing.length === 0) return other;
  return { [DIFFERS]: Object.fromEntries(differing.map((key) => [key, differenceOf(base[key], other[key])])) };
}

function withDifference(base: unknown, difference: unknown): unknown {
  if (!isNested(base) || !isNested(difference) || !(DIFFERS in difference)) return difference;
  const changes = Object.entries(difference[DIFFERS] as Fields);
  const changed = changes.map(([key, change]) => [key, withDifference(base[key], change)] as const);
  const result: Fields = { ...base, ...Object.fromEntries(changed) };
  return Array.isArray(base) ? Object.values(result) : result;
}

function isNested(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null;
}
