import type { Database } from "../../store/database.ts";
import { type Limited, limitKeyOf, type Limiter, type LimitState, type Taken } from "./limiter.ts";
import { takeFrom, type TakenFrom } from "./take-from.ts";
import { toLimitState } from "./to-limit-state.ts";

export interface LimiterOptions {
  /** Most milliseconds that a key is remembered. Default 800. */
  readonly rememberMs?: number | undefined;
  /** Told of a limit that is reached; waited for. */
  readonly reached?: ((who: Limited, limit: LimitState) => Promise<void>) | undefined;
}

/** Below a second, so that a new limit holds, and a changed one is heard of, within one. */
const mostAgeMs = 800;
const mostRemembered = 10_000;

/** What a key was told: that it has no limits, or that it has to wait. Never that there was room. */
interface Remembered extends TakenFrom {
  readonly askedAt: number;
  readonly until: number;
}

/**
 * Counts requests in the database, the same for all servers. A key without limits costs no statement, and one that is
 * refused none before there is room again, but for one a while in which the limit may have changed.
 */
export function createLimiter(db: Database, options: LimiterOptions = {}): Limiter {
  const { rememberMs = mostAgeMs, reached } = options;
  const remembered = new Map<string, Remembered>();
  return {
    async take(who) {
      const key = limitKeyOf(who);
      const known = remembered.get(key);
      if (known && known.until > performance.now()) return toTaken(known, who, known.askedAt);
      // Taken before the question: the answer may be as old as the moment it was asked.
      const askedAt = performance.now();
      const told = await takeFrom(db, [key, who.projectId]);
      const taken = toTaken(told, who);
      const hasLimits = taken.limits.length > 0;
      remembered.delete(key);
      if (hasLimits && taken.admitted) return taken;
      const full = taken.limits.filter(({ nextInMs }) => nextInMs > 0);
      const waitMs = hasLimits ? Math.max(...full.map(({ nextInMs }) => nextInMs)) : Infinity;
      if (remembered.size >= mostRemembered) remembered.clear();
      remembered.set(key, { ...told, askedAt, until: askedAt + Math.min(rememberMs, waitMs) });
      for (const limit of full) await reached?.(who, limit);
      return taken;
    },
  };
}

/** What was told, as it is now when it was `askedAt`. */
function toTaken({ admitted, rows }: TakenFrom, { projectId }: Limited, askedAt?: number): Taken {
  const passedMs = askedAt === undefined ? 0 : performance.now() - askedAt;
  const limits: LimitState[] = rows.map((row) =>
    toLimitState(row, row.id === projectId ? "project" : "key", passedMs),
  );
  return { admitted, limits };
}
