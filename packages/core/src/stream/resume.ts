import { type Client, settings } from "../client/create-client.ts";
import type { CallOptions } from "../client/options.ts";
import { PlatformError } from "../errors/platform-error.ts";
import { backOff } from "../transport/back-off.ts";
import { randomKey } from "../transport/random-key.ts";
import type { StreamState } from "./event-stream.ts";

/** Reads a stream on after breaks: given to `defineStream` as `resumable`. */
export type Resume = <E>(
  client: Client,
  options: CallOptions,
  state: StreamState,
  open: (options: CallOptions) => AsyncGenerator<E>,
) => AsyncGenerator<E>;

/**
 * Opens a broken stream again after the last event that was read, as often in a row as the client's retry policy
 * allows and until `deadlineMs`. A `retry:` field of the server is how long to wait; one that is longer than the
 * policy's `maxMs` gives up. All openings have one idempotency key, so none is counted twice.
 */
export const resume: Resume = async function* (client, options, state, open) {
  const own = client[settings];
  const until = Date.now() + (options.deadlineMs ?? own.deadlineMs ?? Infinity);
  const idempotencyKey = options.idempotencyKey ?? randomKey();
  for (let breaks = 0; ;) {
    const last = state.lastEventId;
    const headers = { ...options.headers, ...(last && { "last-event-id": last }) };
    try {
      for await (const event of open({
        ...options,
        idempotencyKey,
        headers,
        deadlineMs: until - Date.now(),
      })) {
        breaks = 0;
        yield event;
      }
      return;
    } catch (error) {
      // A failure to open has been tried again already.
      if (!(error instanceof PlatformError) || error.attempts > 0) throw error;
      // The policy takes it like a `Retry-After`.
      if (state.retryMs !== undefined) Object.assign(error, { retryAfterMs: state.retryMs });
      await backOff(own, options, error, ++breaks, until);
    }
  }
};
