import { defineAction, mapAction, type MappedAction } from "@platform/core";
import { type SandboxHandle, sandboxHandle } from "./handle.ts";
import type { SandboxInfo, SandboxSize } from "./sandbox.ts";
import { createSandboxParams, sandboxInfo } from "./schemas.ts";

/** What the sandbox should be. */
export interface CreateSandboxParams {
  /**
   * What it is for: `"python"` (default), `"node"` or `"base"`. All three have Python, Node.js and bash; it is
   * what `runCode` takes code for.
   */
  template?: string | undefined;
  /** Default `"small"`. */
  size?: SandboxSize | undefined;
  /** Minutes until it is killed by itself, 1 to 1,440. Default 60. */
  ttlMinutes?: number | undefined;
  /** Environment of every command in it. */
  env?: Record<string, string> | undefined;
  /** The caller's own names for it. */
  labels?: Record<string, string> | undefined;
}

/**
 * Starts a sandbox: an own root, no network, and limits on memory, CPU, processes and disk. Disposing the
 * handle kills it.
 *
 * @throws {ServerError} `engine_unavailable` when the server cannot isolate: the message says what is missing.
 * @throws {ValidationError} `unknown_template`.
 * @throws {ConflictError} `too_many_sandboxes` when 100 of the project run.
 * @example
 * await using box = await createSandbox(client, { template: "python" });
 * const { stdout } = await box.runCode("print(6 * 7)");
 */
export const createSandbox: MappedAction<CreateSandboxParams, SandboxInfo, SandboxHandle> =
  /* @__PURE__ */ mapAction(
    /* @__PURE__ */ defineAction({
      name: "createSandbox",
      route: "POST /v1/sandboxes",
      params: createSandboxParams,
      result: sandboxInfo,
      scope: "sandbox:write",
      errors: ["engine_unavailable", "unknown_template", "too_many_sandboxes"],
    }),
    sandboxHandle,
  );
