import type { Metadata } from "../vectors/vector.ts";

/** Hits, nearest first. */
export interface SearchResult {
  hits: SearchHit[];
}

export interface SearchHit {
  id: string;
  /** Higher is nearer: cosine similarity, dot product, or `1 / (1 + distance)`. */
  score: number;
  /** The text it stands for; `null` when it was written without. */
  text: string | null;
  metadata?: Metadata | undefined;
  values?: number[] | undefined;
}
