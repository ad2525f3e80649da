import { type Action, defineAction } from "@platform/core";
import type { SandboxIdParams } from "./get-sandbox.ts";
import type { SandboxInfo } from "./sandbox.ts";
import { sandboxIdParams, sandboxInfo } from "./schemas.ts";

/**
 * Ends a sandbox with every process and file in it. Killing one that has ended changes nothing.
 *
 * @throws {NotFoundError} `sandbox_not_found`.
 * @example
 * await killSandbox(client, { sandboxId: box.id });
 */
export const killSandbox: Action<SandboxIdParams, SandboxInfo> = /* @__PURE__ */ defineAction({
  name: "killSandbox",
  route: "DELETE /v1/sandboxes/{sandboxId}",
  params: sandboxIdParams,
  result: sandboxInfo,
  scope: "sandbox:write",
  errors: ["sandbox_not_found"],
});
