export { pointDraft } from './point-draft.ts';
export { randomEdit, randomText } from './random-text.ts';
export { type SeededRandom, seededRandom } from './seeded-random.ts';
export { SEEDS, SOAK, seedsOf } from './seeds.ts';
export { strokeDraft } from './stroke-draft.ts';
export { isThrownByYjs } from './thrown-by-yjs.ts';
