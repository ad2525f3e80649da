import { createHash } from "node:crypto";
import { refusal } from "./error-answer.ts";

/** What became of each idempotency key. */
export interface Memory {
  /**
   * Runs the work once for a key; the same request again gets what the first one got, also while it still runs.
   *
   * @throws {ApiError} 409 `idempotency_mismatch` for another request under a known key.
   */
  once<T>(key: string, request: string, work: () => Promise<T>): Promise<{ value: T; replayed: boolean }>;
}

export function memory(): Memory {
  const known = new Map<string, { request: string; work: Promise<unknown> }>();
  return {
    once: async <T>(key: string, request: string, work: () => Promise<T>) => {
      const before = known.get(key);
      if (before === undefined) {
        const entry = { request, work: work() };
        known.set(key, entry);
        // A handler that failed did nothing: the key is free for another try.
        entry.work.catch(() => known.delete(key));
        return { value: (await entry.work) as T, replayed: false };
      }
      if (before.request === request) return { value: (await before.work) as T, replayed: true };
      throw refusal(
        409,
        "idempotency_mismatch",
        "This Idempotency-Key was used with other parameters. Use a new key for a new request.",
      );
    },
  };
}

/** Names a request: the same for the same operation and parameters, whatever the order of their fields. */
export function nameRequest(action: string, params: unknown, body: Uint8Array): string {
  const sorted = JSON.stringify(params, (_, inner: unknown) =>
    typeof inner === "object" && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
  return createHash("sha256").update(`${action}\n${sorted}\n`).update(body).digest("hex");
}
