import type { Handler } from "./handle.ts";
import type { Memory } from "./remember.ts";
import type { SeenRequest } from "./request-log.ts";
import type { Outcomes } from "./take-outcome.ts";

/** A run of a handler. */
export interface Effect {
  readonly action: string;
  readonly idempotencyKey: string | undefined;
}

/** What the server knows over all its requests. */
export interface ServerState {
  readonly url: string;
  readonly handlers: readonly Handler[];
  readonly plan: Outcomes;
  readonly apiKey: string | undefined;
  readonly paceMs: number;
  readonly heartbeatMs: number;
  readonly memory: Memory;
  readonly closing: AbortSignal;
  readonly requests: SeenRequest[];
  readonly effects: Effect[];
}
