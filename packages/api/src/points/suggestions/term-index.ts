import type { Pacer } from './pacer.ts';
import { readTerms } from './read-terms.ts';

/**
 * A term in more texts than this says nothing about any of them, and comparing all who have it
 * would cost the square.
 */
const MAX_TEXTS_PER_TERM = 1_000;

/**
 * Of two texts of different length the shorter counts three times as much: it may be contained in
 * the longer.
 */
const SHORTER_SHARE = 0.75;

/**
 * A text with fewer rare terms than this is weighed as if it had so many: two words in common are
 * not yet the same matter.
 */
const MIN_RARE_TERMS = 4;

export type TermIndex = {
  /**
   * Calls `visit` for each text before number `end` that shares a term with text `of`, with how
   * alike the two are: from 0 to 1 (all terms of the shorter one are in the other, and they are of
   * a length). The order has no meaning, but is always the same.
   */
  forEachMatch(of: number, end: number, visit: (text: number, score: number) => void): void;
  /** The terms that both have, each with the weight that it gives to their likeness. */
  sharedTerms(a: number, b: number): Map<string, number>;
};

/** The terms of one text, by number, and what each weighs in it. */
type Vector = { readonly terms: Int32Array; readonly weights: Float64Array };

type Collected = {
  readonly vectors: readonly Vector[];
  readonly termNames: readonly string[];
  /** By the number of a term. */
  readonly textsWith: readonly number[];
};

async function collectTerms(texts: readonly string[], pacer: Pacer): Promise<Collected> {
  const numbers = new Map<string, number>();
  const textsWith: number[] = [];
  const vectors: Vector[] = [];
  for (const text of texts) {
    const read = readTerms(text);
    const terms = new Int32Array(read.size);
    let at = 0;
    for (const term of read.keys()) {
      const number = numbers.get(term) ?? numbers.size;
      numbers.set(term, number);
      textsWith[number] = (textsWith[number] ?? 0) + 1;
      terms[at++] = number;
    }
    vectors.push({ terms, weights: Float64Array.from(read.values()) });
    if (pacer.due()) await pacer.pause();
  }
  return { vectors, termNames: [...numbers.keys()], textsWith };
}

/**
 * Weighs the terms of texts by how rare they are among these texts (idf), and finds the texts that
 * share some with the help of an inverted index: no pair without a term in common is ever looked
 * at.
 */
export async function buildTermIndex(texts: readonly string[], pacer: Pacer): Promise<TermIndex> {
  const { vectors, termNames, textsWith } = await collectTerms(texts, pacer);

  // Where the texts of each term begin in `postedTexts`: term n has those from starts[n] to before
  // starts[n + 1].
  const starts = new Int32Array(termNames.length + 1);
  for (const [term, count] of textsWith.entries()) {
    starts[term + 1] = (starts[term] ?? 0) + (count > MAX_TEXTS_PER_TERM ? 0 : count);
  }
  const postedTexts = new Int32Array(starts.at(-1) ?? 0);
  const postedWeights = new Float64Array(postedTexts.length);
  const filled = starts.slice();
  const totals = new Float64Array(texts.length);
  for (const [text, { terms, weights }] of vectors.entries()) {
    for (const [at, term] of terms.entries()) {
      const count = textsWith[term] ?? 0;
      const weight = count > MAX_TEXTS_PER_TERM ? 0 : (weights[at] ?? 0) * Math.log(1 + texts.length / count);
      weights[at] = weight;
      totals[text] = (totals[text] ?? 0) + weight;
      if (weight > 0) {
        const slot = filled[term] ?? 0;
        postedTexts[slot] = text;
        postedWeights[slot] = weight;
        filled[term] = slot + 1;
      }
    }
    if (pacer.due()) await pacer.pause();
  }

  const floor = MIN_RARE_TERMS * Math.log(1 + texts.length);
  const shared = new Float64Array(texts.length);
  const touched = new Int32Array(texts.length);

  return {
    forEachMatch(of, end, visit) {
      const { terms, weights } = vectors[of] ?? NO_TERMS;
      let touchedCount = 0;
      for (let at = 0; at < terms.length; at++) {
        const term = terms[at] ?? 0;
        const weight = weights[at] ?? 0;
        const stop = starts[term + 1] ?? 0;
        for (let slot = starts[term] ?? 0; slot < stop; slot++) {
          const other = postedTexts[slot] ?? end;
          // The texts of a term ascend.
          if (other >= end) break;
          if (other === of) continue;
          const before = shared[other] ?? 0;
          if (before === 0) touched[touchedCount++] = other;
          shared[other] = before + Math.min(weight, postedWeights[slot] ?? 0);
        }
      }
      const own = totals[of] ?? 0;
      for (let at = 0; at < touchedCount; at++) {
        const other = touched[at] ?? 0;
        const total = totals[other] ?? 0;
        const shorter = Math.max(Math.min(own, total), floor);
        const longer = Math.max(own, total, floor);
        const score = (shared[other] ?? 0) / (SHORTER_SHARE * shorter + (1 - SHORTER_SHARE) * longer);
        shared[other] = 0;
        visit(other, score);
      }
    },
    sharedTerms(a, b) {
      const { terms, weights } = vectors[b] ?? NO_TERMS;
      const inB = new Map<number, number>();
      for (const [at, term] of terms.entries()) inB.set(term, weights[at] ?? 0);
      const both = new Map<string, number>();
      const { terms: ownTerms, weights: ownWeights } = vectors[a] ?? NO_TERMS;
      for (const [at, term] of ownTerms.entries()) {
        const weight = Math.min(inB.get(term) ?? 0, ownWeights[at] ?? 0);
        if (weight > 0) both.set(termNames[term] ?? '', weight);
      }
      return both;
    },
  };
}

const NO_TERMS: Vector = { terms: new Int32Array(), weights: new Float64Array() };
