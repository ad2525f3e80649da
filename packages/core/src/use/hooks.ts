import type { CallInfo, Layer } from "./layer.ts";
import { outsideCall } from "./outside-call.ts";

/** One attempt, before it is sent. */
export interface HookRequest {
  readonly call: CallInfo;
  /** Counted from 1. */
  readonly attempt: number;
  readonly method: string;
  readonly url: string;
  /** May be changed; the change holds for later attempts too. The key is in them: not for logs. */
  readonly headers: Headers;
  readonly signal: AbortSignal;
}

/** What came back, before it is read. */
export interface HookResponse extends HookRequest {
  readonly status: number;
  readonly responseHeaders: Headers;
  /** Since the request was handed on, in milliseconds. */
  readonly durationMs: number;
  /** A copy of the answer whose body can be read. It is kept in memory until both have been read. */
  readonly copy: () => Response;
}

/** How a call ended. */
export interface HookEnd {
  readonly call: CallInfo;
  /** How many attempts came by. */
  readonly attempts: number;
  /** Since the first of them, in milliseconds. */
  readonly durationMs: number;
  /** Absent if it went well or the reader left. */
  readonly error?: unknown;
}

/** Every one may be left out. The first three are waited for, and what they throw ends the call. */
export interface Hooks {
  /** Before each attempt. */
  onRequest?: ((request: HookRequest) => unknown) | undefined;
  /** After each answer, whatever its status. */
  onResponse?: ((response: HookResponse) => unknown) | undefined;
  /** Before each attempt but the first, and before `onRequest`: `error` is why. */
  onRetry?: ((retry: HookRequest & { readonly error: unknown }) => unknown) | undefined;
  /** A call has failed for good. What this throws is an uncaught error of the program. */
  onError?: ((end: HookEnd) => unknown) | undefined;
  /** A call is over, its body too, however it ended. What this throws is an uncaught error of the program. */
  onEnd?: ((end: HookEnd) => unknown) | undefined;
}

/** What is known of a call so far. */
interface Met {
  attempts: number;
  error: unknown;
}

/**
 * Calls the program's own functions as calls go by. Of several in `use` the first is the first to see a request
 * and the last to see its answer.
 *
 * @example
 * const client = createClient({
 *   use: [hooks({ onRetry: ({ call, error }) => console.warn(call.contract.name, error) })],
 * });
 */
export function hooks(options: Hooks): Layer {
  const { onRequest, onResponse, onRetry, onError, onEnd } = options;
  const calls = new WeakMap<CallInfo, Met>();
  const meet = (call: CallInfo) => {
    const met: Met = { attempts: 0, error: undefined };
    const began = performance.now();
    calls.set(call, met);
    call.onEnd((error) => {
      const { attempts } = met;
      const end: HookEnd = { call, attempts, durationMs: performance.now() - began, error };
      if (error !== undefined && onError) outsideCall(() => onError(end));
      if (onEnd) outsideCall(() => onEnd(end));
    });
    return met;
  };

  return (next) => async (url, init) => {
    const { call, attempt, method, headers, signal } = init;
    const request: HookRequest = { call, attempt, method, url, headers, signal };
    const met = calls.get(call) ?? meet(call);
    met.attempts++;
    init.onEnd((error) => (met.error = error));
    if (met.attempts > 1) await onRetry?.({ ...request, error: met.error });
    await onRequest?.(request);
    const began = performance.now();
    const response = await next(url, init);
    if (onResponse) {
      const { status, headers: responseHeaders } = response;
      const durationMs = performance.now() - began;
      const copy = () => response.clone();
      await onResponse({ ...request, status, responseHeaders, durationMs, copy });
    }
    return response;
  };
}
