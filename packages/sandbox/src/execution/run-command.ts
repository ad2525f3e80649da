import { type Action, defineAction } from "@platform/core";
import type { Execution } from "./execution.ts";
import { outlast } from "./outlast.ts";
import { execution, runCommandParams } from "./schemas.ts";

/** What to run, and how. */
export interface RunCommandParams {
  sandboxId: string;
  /** With `args`: a program, run as it is. Without: a line for bash. */
  command: string;
  /** Arguments, passed on untouched. */
  args?: string[] | undefined;
  /** Added to the sandbox's own environment. */
  env?: Record<string, string> | undefined;
  /** Working folder. Default `/home/user`. */
  cwd?: string | undefined;
  /** Text for its standard input. */
  stdin?: string | undefined;
  /**
   * Longest run, in milliseconds, up to 3,600,000. Default 30,000. The call waits for it, with 15 s to spare past
   * 45,000; `timeoutMs` among the call's options goes before that.
   */
  timeoutMs?: number | undefined;
}

/**
 * Runs a command. One that fails is a result with its exit code, not an error. When the caller leaves, it is killed.
 *
 * @throws {NotFoundError} `sandbox_not_found`.
 * @throws {ConflictError} `sandbox_ended`; `too_many_processes` when the sandbox can start no further one.
 * @example
 * const { stdout } = await runCommand(client, { sandboxId: box.id, command: "ls -la | head" });
 */
export const runCommand: Action<RunCommandParams, Execution> = /* @__PURE__ */ outlast(
  /* @__PURE__ */ defineAction({
    name: "runCommand",
    route: "POST /v1/sandboxes/{sandboxId}/commands",
    params: runCommandParams,
    result: execution,
    scope: "sandbox:write",
    errors: ["sandbox_not_found", "sandbox_ended", "too_many_processes"],
  }),
);
