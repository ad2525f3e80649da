/** A line, or whatever else is told of by and by. Ids rise. */
export interface Logged {
  readonly id: number;
}

/** How to wait for something that takes long. */
export interface PollOptions<T, L extends Logged = Logged> {
  /** Wait before the second look, in milliseconds. Default 1,000. */
  intervalMs?: number | undefined;
  /** `"exponential"` (default) makes each wait `factor` times the last; `"fixed"` keeps it. */
  backoff?: "exponential" | "fixed" | undefined;
  /** Default 1.5; below 1 it counts as 1. */
  factor?: number | undefined;
  /** Longest wait between two looks, in milliseconds. Default 10,000, or `intervalMs` where that is longer. */
  maxIntervalMs?: number | undefined;
  /**
   * Longest time altogether, in milliseconds. The last look begins when it is over; a look that is out then has
   * one second more. Default: no limit.
   */
  timeoutMs?: number | undefined;
  signal?: AbortSignal | undefined;
  /** Told after every look, the last one too, and waited for. */
  onProgress?: ((state: T) => unknown) | undefined;
  /** Told what the first look saw, then each state that differs from the one before; before `onProgress`. */
  onChange?: ((state: T) => unknown) | undefined;
  /** Whether two states count as one for `onChange`. Default: they are the same as JSON. */
  same?: ((before: T, now: T) => boolean) | undefined;
  /**
   * Gives the lines with an id above `after`, oldest first; it may give earlier ones too, they are passed over.
   * Asked after every look, so that the lines written up to the end are all told, and before the state is told.
   */
  logs?:
    | ((after: number, signal: AbortSignal) => AsyncIterable<L> | Iterable<L> | Promise<Iterable<L>>)
    | undefined;
  /** Told each line once, in order, and waited for. */
  onLog?: ((line: L) => unknown) | undefined;
}
