import { type Action, defineAction } from "@platform/core";
import { getHealthParams, health } from "./schemas.ts";

/** Nothing to say. */
export interface GetHealthParams {}

/** How the server is. */
export interface Health {
  /** `degraded` when an engine, or a part of one, is missing: the operations that need it say why. */
  status: "healthy" | "degraded";
  version: string;
  engines: EngineHealth[];
}

export interface EngineHealth {
  /** `"sandbox"`, `"embeddings"`, … */
  name: string;
  ok: boolean;
  /** What is wrong and how to mend it; `null` when it is well. With `ok`, the rest of the engine works. */
  reason: string | null;
}

/**
 * Reads how the server is. Needs no key.
 *
 * @example
 * const { status, engines } = await getHealth(client);
 */
export const getHealth: Action<GetHealthParams, Health> = /* @__PURE__ */ defineAction({
  name: "getHealth",
  route: "GET /v1/health",
  params: getHealthParams,
  result: health,
  scope: null,
});
