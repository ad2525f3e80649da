/** How nearness is measured. Scores are higher for nearer vectors with every metric. */
export type Metric = "cosine" | "euclidean" | "dot_product";

/** A set of vectors that can be searched. */
export interface VectorIndex {
  /** `idx_…` */
  id: string;
  /** Unique in the project. */
  name: string;
  dimension: number;
  metric: Metric;
  /** The embedding model for texts put into it and asked of it; `null` when it takes vectors only. */
  model: string | null;
  /** Vectors in it. */
  count: number;
  metadata: Record<string, string>;
  createdAt: string;
}
