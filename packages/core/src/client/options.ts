import type { GetTicket } from "../socket/options.ts";
import type { RetryPolicy } from "../transport/retry.ts";
import type { Layer } from "../use/layer.ts";

/** How a client finds and talks to the platform. Every field is optional. */
export interface ClientOptions {
  /**
   * The key, or a function that gives the current one before each request.
   * Default: `PLATFORM_API_KEY`, `PLATFORM_PASSPORT` or `API_KEY`, then `.env` files, then the profile.
   */
  apiKey?: string | (() => string | Promise<string>) | undefined;
  /** Where the server is. Default: `PLATFORM_BASE_URL`, found the same way, else `http://127.0.0.1:8787`. */
  baseUrl?: string | undefined;
  /** Limit for one attempt, body included; for streams the longest silence. Milliseconds, default 60,000. */
  timeoutMs?: number | undefined;
  /** Limit for the whole call with all its attempts, in milliseconds. Default: none. */
  deadlineMs?: number | undefined;
  /** What to do after a failure that may pass. Default `retry()`: three more tries. `false`: none. */
  retry?: RetryPolicy | false | undefined;
  /** Sent with every request. */
  headers?: Readonly<Record<string, string>> | undefined;
  /** Joins every operation of this client in the ledger under one run. */
  runId?: string | undefined;
  /**
   * Takes a key as text in a web page too. Default `false`: whoever opens the page can read it, so pages are given
   * a token by `createToken`, as text or by a function.
   */
  allowKeyInBrowser?: boolean | undefined;
  /** Gives a ticket for each socket, sent in place of the key. Default: sockets send the key. */
  ticket?: GetTicket | undefined;
  /** Stands in for the global `fetch`. */
  fetch?: typeof fetch | undefined;
  /** What stands between the client and the network; the first is the outermost: `[logger(), rateLimit()]`. */
  use?: readonly Layer[] | undefined;
}

/** How to send one call; the same for every operation. */
export interface CallOptions {
  /** Ends the call at once, also while it waits to retry. */
  signal?: AbortSignal | undefined;
  /** Overrides the client's `timeoutMs`. */
  timeoutMs?: number | undefined;
  /** Overrides the client's `deadlineMs`. */
  deadlineMs?: number | undefined;
  /** Most extra attempts for this call. */
  retries?: number | undefined;
  /** Names this call to the server, which then does it once however often it is sent. Default: made per call. */
  idempotencyKey?: string | undefined;
  headers?: Readonly<Record<string, string>> | undefined;
  /** Overrides the client's `runId`. */
  runId?: string | undefined;
  /** Told before each attempt, counted from 1. */
  onAttempt?: ((attempt: number) => void) | undefined;
}
