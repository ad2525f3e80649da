import type { LimitState } from "./limiter.ts";

/** Where an OpenAI client asks, and reads OpenAI's own headers. */
const openaiPath = /^\/v1\/(chat\/completions|completions|embeddings|models|files)(\/|$)/;

/**
 * What every answer of a limited key tells, the limit with the least left first: `RateLimit-Policy` and `RateLimit` of
 * draft-ietf-httpapi-ratelimit-headers-09, and under OpenAI's paths OpenAI's.
 */
export function limitHeaders(limits: readonly LimitState[], path: string): Record<string, string> {
  const ordered = limits.toSorted((a, b) => a.remaining - b.remaining || b.nextInMs - a.nextInMs);
  const [least] = ordered;
  if (least === undefined) return {};
  const headers = { "ratelimit-policy": joined(ordered, policy), ratelimit: joined(ordered, state) };
  if (!openaiPath.test(path)) return headers;
  return {
    ...headers,
    "x-ratelimit-limit-requests": String(least.requestsPerMinute),
    "x-ratelimit-remaining-requests": String(least.remaining),
    "x-ratelimit-reset-requests": duration(least.fullInMs),
  };
}

const joined = (limits: readonly LimitState[], write: (limit: LimitState) => string): string =>
  limits.map(write).join(", ");

// A parameter of one's own carries a name in front, says the draft.
const policy = ({ of, requestsPerMinute, burst }: LimitState): string =>
  `"${of}";q=${requestsPerMinute};w=60;platform-burst=${burst}`;

// With none left, until the next one, as `Retry-After`; else until all are there again.
const state = ({ of, remaining, nextInMs, fullInMs }: LimitState): string =>
  `"${of}";r=${remaining};t=${Math.ceil((remaining === 0 ? nextInMs : fullInMs) / 1_000)}`;

/** As OpenAI writes it, which is as Go does: `12ms`, `8.64s`, `6m0s`. */
function duration(ms: number): string {
  const whole = Math.ceil(ms);
  if (whole < 1_000) return `${whole}ms`;
  const minutes = Math.floor(whole / 60_000);
  return `${minutes > 0 ? `${minutes}m` : ""}${(whole % 60_000) / 1_000}s`;
}
