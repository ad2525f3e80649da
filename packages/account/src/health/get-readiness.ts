import { type Action, defineAction } from "@platform/core";
import type { EngineHealth, GetHealthParams } from "./get-health.ts";
import { getHealthParams, readiness } from "./schemas.ts";

/** Nothing to say. */
export interface GetReadinessParams extends GetHealthParams {}

/** Whether the server takes work. */
export interface Readiness {
  /** Not stopping, and its database answers. A missing engine takes only its own operations away. */
  ready: boolean;
  /** From the first moment of its shutdown: it ends what it has begun and takes nothing new. */
  stopping: boolean;
  database: DatabaseState;
  engines: EngineHealth[];
}

export interface DatabaseState {
  ok: boolean;
  /** What is wrong; `null` when it answers. */
  reason: string | null;
}

/**
 * Reads whether the server takes work now. Needs no key, and is answered also while it stops.
 *
 * @example
 * const { ready, database } = await getReadiness(client);
 */
export const getReadiness: Action<GetReadinessParams, Readiness> = /* @__PURE__ */ defineAction({
  name: "getReadiness",
  route: "GET /v1/readiness",
  params: getHealthParams,
  result: readiness,
  scope: null,
});
