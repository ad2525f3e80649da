import { defineList, type ListAction, type ListParams } from "@platform/core";
import type { SandboxInfo, SandboxStatus } from "./sandbox.ts";
import { listSandboxesParams, sandboxInfo } from "./schemas.ts";

/** Which sandboxes to list. */
export interface ListSandboxesParams extends ListParams {
  status?: SandboxStatus | undefined;
}

/**
 * Lists sandboxes, newest first, ended ones too.
 *
 * @example
 * for await (const box of listSandboxes(client, { status: "running" })) console.log(box.id, box.expiresAt);
 */
export const listSandboxes: ListAction<ListSandboxesParams, SandboxInfo> = /* @__PURE__ */ defineList({
  name: "listSandboxes",
  route: "GET /v1/sandboxes",
  params: listSandboxesParams,
  item: sandboxInfo,
  scope: "sandbox:read",
});
