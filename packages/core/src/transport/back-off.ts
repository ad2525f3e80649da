import type { ClientSettings } from "../client/create-client.ts";
import type { CallOptions } from "../client/options.ts";
import type { PlatformError } from "../errors/platform-error.ts";
import { sleep } from "./sleep.ts";

/**
 * Waits until what failed may be tried again; throws the failure itself when it may not.
 *
 * @param count - How often it has failed.
 * @param until - When the whole call must be over, as milliseconds since 1970.
 */
export async function backOff(
  { retry }: ClientSettings,
  { retries, signal }: CallOptions,
  error: PlatformError,
  count: number,
  until: number,
): Promise<void> {
  const allowed = error.retryable && count <= (retries ?? retry.retries);
  const delay = allowed ? retry.delay(error, count) : undefined;
  if (delay === undefined || Date.now() + delay >= until) throw error;
  await sleep(delay, signal).catch((aborted: PlatformError) => {
    aborted.attempts = count;
    throw aborted;
  });
}
