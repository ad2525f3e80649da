import type { NamedUsage, Spool } from "./spool.ts";

/** Why an event was given up. */
export interface DropReason {
  /**
   * `"overflow"`: more than `maxBuffered` waited. `"rejected"`: the server refuses it. `"closed"`: it had not arrived
   * when the tracker was closed.
   */
  readonly code: "overflow" | "rejected" | "closed";
  /** What the server said of it, in words. */
  readonly message: string;
}

/** How events are gathered and sent. Every field is optional. */
export interface UsageTrackerOptions {
  /** Events sent at once, 1 to 1,000. Default 100. */
  batchSize?: number | undefined;
  /** Longest time that an event waits for others, in milliseconds. Default 5,000. */
  flushMs?: number | undefined;
  /** Most events kept while the server is gone; beyond it the oldest is dropped. Default 10,000. */
  maxBuffered?: number | undefined;
  /** How long the report of a stream that broke off waits to be replaced by that of its end, in milliseconds. Default 60,000. */
  settleMs?: number | undefined;
  /** Longest pause between two attempts to send, in milliseconds. Default 30,000. */
  maxDelayMs?: number | undefined;
  /** Put into every event; an event's own go before. */
  tags?: Readonly<Record<string, string>> | undefined;
  /** Who used it, for events that do not say. */
  userId?: string | undefined;
  /** Keeps events on disk until they have arrived: `fileSpool` of `@platform/costops/node`. Default: memory only. */
  spool?: Spool | undefined;
  /** Told of each event that is given up. Default: `console.error` with the reason, without the event. */
  onDrop?: ((event: NamedUsage, reason: DropReason) => void) | undefined;
  /** Told of each failed attempt to send or to write to the spool; the events are kept. Default: nothing. */
  onError?: ((error: unknown) => void) | undefined;
}
