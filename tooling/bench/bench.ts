/** One measurement: a table to print, and the same figures to keep. */
export interface BenchResult {
  readonly head: readonly string[];
  readonly rows: ReadonlyArray<readonly string[]>;
}

export interface Bench {
  readonly name: string;
  /** What is measured and how, in one sentence. */
  readonly about: string;
  readonly run: () => Promise<BenchResult>;
}
