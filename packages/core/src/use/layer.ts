import type { AnyContract } from "../action/contract.ts";

/** One call, the same object in all its attempts. */
export interface CallInfo {
  /** Also the idempotency key, where the request has one. */
  readonly id: string;
  readonly contract: AnyContract;
  /** As the caller gave them: prompts and files may be in here. */
  readonly params: unknown;
  readonly baseUrl: string;
  /** Adds someone who is told the decoded answer, each page or each event of a stream. */
  readonly onValue: (listener: (value: unknown) => void) => void;
  /**
   * Adds someone who is told that the call is over: with an error if it failed, without if it went well or the
   * reader left. A stream that is opened again is a call of its own with the same id.
   */
  readonly onEnd: (listener: (error?: unknown) => void) => void;
}

/** What one attempt sends; `fetch` takes it as it is. */
export interface OutgoingInit extends RequestInit {
  readonly method: string;
  /** With the key in them: not for logs. The same object in all attempts of a call. */
  readonly headers: Headers;
  /** Fires when the attempt is over its time or the caller has enough. */
  readonly signal: AbortSignal;
  readonly call: CallInfo;
  /** Counted from 1. */
  readonly attempt: number;
  /** Adds someone who is told, once, that the answer's body was read or given up, or that there was none. */
  readonly onEnd: (listener: (error?: unknown) => void) => void;
  /** Starts the time limit of the attempt. @internal */
  readonly touch: () => void;
}

/** Sends one attempt. Gives any answer there is; rejects with a `ConnectionError` when there is none. */
export type Fetcher = (url: string, init: OutgoingInit) => Promise<Response>;

/**
 * Stands between a client and the network: may change what is sent, hold it back, answer it itself, or look at
 * what comes. Made once for each client; the first in `use` is the outermost. Time spent before `next` is called
 * counts towards `deadlineMs`, not `timeoutMs`. What a layer throws ends the call.
 *
 * @example
 * const stamp: Layer = (next) => (url, init) => {
 *   init.headers.set("x-sent-at", new Date().toISOString());
 *   return next(url, init);
 * };
 * const client = createClient({ use: [stamp] });
 */
export type Layer = (next: Fetcher) => Fetcher;
