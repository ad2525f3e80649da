import type { Database } from "../../store/database.ts";
import type { Principal } from "../operation.ts";

/** One limit, as it was when it was asked. */
export interface LimitState {
  /** Of the project, or of the first of a key's rotations. */
  readonly id: string;
  readonly of: "project" | "key";
  readonly requestsPerMinute: number;
  readonly burst: number;
  /** How many requests may come now. */
  readonly remaining: number;
  /** Until all have come back. */
  readonly fullInMs: number;
  /** Until the next one may come; 0 when it may. */
  readonly nextInMs: number;
}

export interface Taken {
  /** Whether the request may go on; then it is counted in every limit, else in none. */
  readonly admitted: boolean;
  /** Of the project and the key, those that there are. */
  readonly limits: readonly LimitState[];
}

/** Counts requests over all servers on one database. */
export interface Limiter {
  take(principal: Limited): Promise<Taken>;
}

/** Whose request it is. */
export type Limited = Pick<Principal, "organizationId" | "projectId" | "apiKeyId" | "limitKeyId">;

/** Hears of a limit that refuses a request; at each, or for a storm of them at one a while. */
export type LimitListener = (db: Database, who: Limited, limit: LimitState) => Promise<void>;

/** The row of `rate_limits` that a key counts in. */
export const limitKeyOf = ({ limitKeyId, apiKeyId }: Limited): string => limitKeyId ?? apiKeyId;
