import { type Action, defineAction } from "@platform/core";
import type { SandboxInfo } from "./sandbox.ts";
import { sandboxIdParams, sandboxInfo } from "./schemas.ts";

/** Which sandbox. */
export interface SandboxIdParams {
  /** `sbx_…` */
  sandboxId: string;
}

/**
 * Reads one sandbox, also one that has ended.
 *
 * @throws {NotFoundError} `sandbox_not_found`.
 * @example
 * const { status, expiresAt } = await getSandbox(client, { sandboxId: box.id });
 */
export const getSandbox: Action<SandboxIdParams, SandboxInfo> = /* @__PURE__ */ defineAction({
  name: "getSandbox",
  route: "GET /v1/sandboxes/{sandboxId}",
  params: sandboxIdParams,
  result: sandboxInfo,
  scope: "sandbox:read",
  errors: ["sandbox_not_found"],
});
