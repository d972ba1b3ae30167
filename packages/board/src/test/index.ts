export { pointDraft } from './point-draft.ts';
export { randomEdit, randomText } from './random-text.ts';
export { SEEDS, type SeededRandom, seededRandom } from './seeded-random.ts';
export { strokeDraft } from './stroke-draft.ts';
