/** A promise and what became of it in this run. */
export interface Bar {
  readonly what: string;
  readonly bar: string;
  readonly found: string;
  readonly kept: boolean;
}

/** One measurement: a table to print, and the same figures to keep. */
export interface BenchResult {
  readonly head: readonly string[];
  readonly rows: ReadonlyArray<readonly string[]>;
  /** What of it DESIGN promises. */
  readonly bars: readonly Bar[];
}

export interface Bench {
  readonly name: string;
  /** What is measured and how, in one sentence. */
  readonly about: string;
  /** The package whose docs hold its table. Default: core. */
  readonly page?: string;
  readonly run: () => Promise<BenchResult>;
}
