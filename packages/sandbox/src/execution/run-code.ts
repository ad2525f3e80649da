import { type Action, defineAction } from "@platform/core";
import type { Execution } from "./execution.ts";
import { outlast } from "./outlast.ts";
import { execution, runCodeParams } from "./schemas.ts";

/** What to run, and how. */
export interface RunCodeParams {
  sandboxId: string;
  /**
   * Source text, at most 1 Mi characters. JavaScript is an ES module with top-level `await`, and `require` besides.
   * Modules are looked for in the working folder.
   */
  code: string;
  /** Default: `"javascript"` in a `node` sandbox, `"bash"` in a `base` one, else `"python"`. */
  language?: "python" | "javascript" | "bash" | undefined;
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
 * Runs a program in a fresh process of the sandbox; files stay, variables do not. A program that fails is a
 * result with its exit code, not an error. When the caller leaves, it is killed.
 *
 * @throws {NotFoundError} `sandbox_not_found`.
 * @throws {ConflictError} `sandbox_ended`; `too_many_processes` when the sandbox can start no further one.
 * @throws {ApiError} `disk_full` (413) when there is no room for the code in the sandbox's `/tmp`.
 * @example
 * const { stdout } = await runCode(client, { sandboxId: box.id, code: "print(6 * 7)" });
 */
export const runCode: Action<RunCodeParams, Execution> = /* @__PURE__ */ outlast(
  /* @__PURE__ */ defineAction({
    name: "runCode",
    route: "POST /v1/sandboxes/{sandboxId}/code",
    params: runCodeParams,
    result: execution,
    scope: "sandbox:write",
    errors: ["sandbox_not_found", "sandbox_ended", "disk_full", "too_many_processes"],
  }),
);
