import type { Ranked } from "./rank.ts";
import type { Sentence } from "./sentences.ts";

/**
 * The least score worth quoting. Tried on 29 questions over 8 passages: the best sentence for questions the
 * passages do not answer scored 0.15 to 0.30, the right ones for the others mostly 0.4 to 0.75.
 */
export const THRESHOLD = 0.35;
/** Of the best score, what a further sentence needs: a clear answer is not followed by chance finds. */
const OF_BEST = 0.6;
const AT_MOST = 3;

/** Picks the sentences to quote: at most three, good enough, none twice, in the order of the passages. */
export function chooseSentences(ranked: readonly Ranked[]): Sentence[] {
  const best = ranked.toSorted((a, b) => b.score - a.score);
  const least = Math.max(THRESHOLD, OF_BEST * (best[0]?.score ?? 0));
  const chosen = new Map<string, Sentence>();
  for (const { sentence, score } of best) {
    if (score < least || chosen.size === AT_MOST) break;
    if (!chosen.has(sentence.text)) chosen.set(sentence.text, sentence);
  }
  return ranked.map(({ sentence }) => sentence).filter((sentence) => chosen.get(sentence.text) === sentence);
}
