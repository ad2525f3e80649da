export type Metric = "cosine" | "euclidean" | "dot_product";

export type Scalar = string | number | boolean;
export type Metadata = Readonly<Record<string, Scalar | readonly string[]>>;

/** Pinecone's filter language: `{ lang: "en", year: { $gte: 2020 }, $or: [ … ] }`, already validated. */
export type Filter = { readonly [key: string]: Scalar | FilterOperators | readonly Filter[] | Filter };
export interface FilterOperators {
  readonly $eq?: Scalar;
  readonly $ne?: Scalar;
  readonly $in?: readonly Scalar[];
  readonly $nin?: readonly Scalar[];
  readonly $gt?: number;
  readonly $gte?: number;
  readonly $lt?: number;
  readonly $lte?: number;
  readonly $exists?: boolean;
}

export interface IndexSpec {
  readonly id: string;
  readonly dimension: number;
  readonly metric: Metric;
}

export interface VectorRow {
  readonly id: string;
  readonly values: Float32Array;
  readonly metadata: Metadata;
}

export interface VectorQuery {
  readonly values: Float32Array;
  readonly limit: number;
  readonly filter?: Filter | undefined;
}

export interface VectorHit {
  readonly id: string;
  /** Higher is better for every metric: cosine similarity, dot product, or `1 / (1 + distance)`. */
  readonly score: number;
}

/** A search index derived from the rows kept in the database; it may be dropped and rebuilt at any time. */
export interface VectorEngine {
  readonly name: string;
  /** Opens an index, making an empty one when there is none. Returns how many rows it holds. */
  open(index: IndexSpec, signal: AbortSignal): Promise<number>;
  upsert(indexId: string, rows: readonly VectorRow[], signal: AbortSignal): Promise<void>;
  remove(indexId: string, ids: readonly string[], signal: AbortSignal): Promise<void>;
  search(indexId: string, query: VectorQuery, signal: AbortSignal): Promise<VectorHit[]>;
  /** Moves fresh rows into the search structure. */
  optimize(indexId: string, signal: AbortSignal): Promise<void>;
  /**
   * Keeps a short text with an open index, replacing the one before: what the rows in it stand for. It is lost
   * whenever the rows are.
   */
  mark(indexId: string, text: string, signal: AbortSignal): Promise<void>;
  /** The text kept with an open index, or undefined when there is none. */
  readMark(indexId: string, signal: AbortSignal): Promise<string | undefined>;
  drop(indexId: string, signal: AbortSignal): Promise<void>;
  close(): Promise<void>;
}
