import type { Deps } from "../deps.ts";
import { fail } from "../errors/http-error.ts";
import type { Principal } from "../operation.ts";
import { limitHeaders } from "./limit-headers.ts";
import type { LimitState } from "./limiter.ts";

/**
 * Counts a request in the limits of its key and its project; a 429 when one of them is reached. Gives what the answer
 * tells of them, whatever it is; `told` gets that before the 429.
 */
export async function countRequest(
  { limiter, metrics }: Pick<Deps, "limiter" | "metrics">,
  principal: Principal,
  path: string,
  told: (headers: Record<string, string>) => void = () => {},
): Promise<void> {
  const { admitted, limits } = await limiter.take(principal);
  const headers = limitHeaders(limits, path);
  told(headers);
  if (admitted) return;
  // What it waits for longest is what it is told of.
  const [slowest] = limits.toSorted((a, b) => b.nextInMs - a.nextInMs);
  if (slowest === undefined) return;
  metrics.refused(slowest.of);
  const waitMs = Math.max(1, Math.ceil(slowest.nextInMs));
  fail(429, "rate_limited", say(slowest, waitMs), {
    headers: {
      ...headers,
      "retry-after": String(Math.ceil(waitMs / 1_000)),
      "retry-after-ms": String(waitMs),
    },
  });
}

function say({ of, requestsPerMinute, burst }: LimitState, waitMs: number): string {
  const whose = of === "key" ? "This key" : "The project";
  const wait = `Try again in ${Math.ceil(waitMs / 1_000)} s.`;
  return `${whose} may send ${requestsPerMinute} requests a minute, at most ${burst} at once. ${wait}`;
}
