import type { Piece } from "./vocabulary.ts";

/** One step of a piece, by code point. */
export interface TrieNode {
  readonly next: Map<number, TrieNode>;
  /** The piece that ends here, or -1. */
  id: number;
  score: number;
}

/** Builds the tree of all pieces from `first` on; the ids before it are control symbols, never text. */
export function buildTrie(pieces: readonly Piece[], first: number): TrieNode {
  const root = node();
  for (const [id, [text, score]] of pieces.entries()) {
    if (id < first) continue;
    let at = root;
    for (const character of text) {
      const code = character.codePointAt(0) ?? 0;
      let next = at.next.get(code);
      if (next === undefined) at.next.set(code, (next = node()));
      at = next;
    }
    // A piece listed twice keeps its last id, as in the model's own tokenizer.
    at.id = id;
    at.score = score;
  }
  return root;
}

function node(): TrieNode {
  return { next: new Map(), id: -1, score: 0 };
}
