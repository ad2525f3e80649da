import { buildTrie, type TrieNode } from "./trie.ts";
import type { Piece } from "./vocabulary.ts";

/** Turns text into the ids the model reads. */
export type Tokenize = (text: string) => number[];

const UNKNOWN = 0;
const CONTROL_SYMBOLS = 6;

/**
 * A unigram tokenizer: of all ways to cut the text into pieces it takes the likeliest (Viterbi).
 * Ids equal those of the model's own tokenizer, with its oddities: an unknown character scores 0,
 * the best score there is, and a run of them becomes one id.
 */
export function createTokenizer(pieces: readonly Piece[]): Tokenize {
  const root = buildTrie(pieces, CONTROL_SYMBOLS);
  const lengths = Int32Array.from(pieces, ([text]) => [...text].length);
  return (text) => merge(backtrack(bestPieces(root, codePoints(text)), lengths));
}

function codePoints(text: string): number[] {
  const normal = text.normalize("NFKC");
  if (normal === "") return [];
  return Array.from(`▁${normal.replaceAll(" ", "▁")}`, (character) => character.codePointAt(0) ?? 0);
}

/** For every position, the piece that best ends there. */
function bestPieces(root: TrieNode, codes: readonly number[]): Int32Array {
  const ids = new Int32Array(codes.length + 1);
  const scores = new Float64Array(codes.length + 1);
  for (let start = 0; start < codes.length; start++) {
    const base = scores[start] ?? 0;
    let found = false;
    let at: TrieNode | undefined = root;
    for (let end = start; end < codes.length; end++) {
      at = at.next.get(codes[end] ?? 0);
      if (at === undefined) break;
      if (at.id < 0) continue;
      found = true;
      offer(ids, scores, end + 1, at.id, base + at.score);
    }
    if (!found) offer(ids, scores, start + 1, UNKNOWN, base);
  }
  return ids;
}

function offer(ids: Int32Array, scores: Float64Array, end: number, id: number, score: number): void {
  const best = scores[end] ?? 0;
  // Zero means both "nothing yet" and "only unknowns so far": the original makes no difference.
  if (best !== 0 && score < best) return;
  scores[end] = score;
  ids[end] = id;
}

function backtrack(ids: Int32Array, lengths: Int32Array): number[] {
  const path: number[] = [];
  for (let end = ids.length - 1; end > 0;) {
    const id = ids[end] ?? UNKNOWN;
    path.push(id);
    end -= lengths[id] ?? 1;
  }
  return path.toReversed();
}

function merge(ids: readonly number[]): number[] {
  return ids.filter((id, i) => id !== UNKNOWN || ids[i - 1] !== UNKNOWN);
}
