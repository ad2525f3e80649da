/**
 * Facts about a vector that searches may filter by. At most 64 entries; ones named `__proto__`, `prototype` or
 * `constructor` are left out.
 */
export type Metadata = Record<string, string | number | boolean | string[]>;

/** What an upsert did. */
export interface UpsertResult {
  /** Ids in the order given; made by the server where none was. */
  ids: string[];
  /** Vectors written. */
  count: number;
}
