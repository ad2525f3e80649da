import type { Execution } from "@platform/sandbox";
import { EngineError } from "../engine-error.ts";
import { fail } from "../http/errors/http-error.ts";
import type { ExecRequest, SandboxEngine } from "./engine.ts";

/** What callers may set of a run, beside the program itself. */
export interface Circumstances {
  readonly env?: Record<string, string> | undefined;
  readonly cwd?: string | undefined;
  readonly stdin?: string | undefined;
  readonly timeoutMs?: number | undefined;
}

const maxOutputBytes = 1024 * 1024;

/** Runs one program to its end. What the caller got wrong is named by the caller's parameter. */
export async function execute(
  engine: SandboxEngine,
  sandboxId: string,
  argv: readonly string[],
  { env, cwd, stdin, timeoutMs = 30_000 }: Circumstances,
  signal: AbortSignal,
): Promise<Execution> {
  const request: ExecRequest = { argv, env, cwd, stdin, timeoutMs, maxOutputBytes };
  try {
    return await engine.exec(sandboxId, request, signal);
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    if (error.code === "limit_exceeded") {
      const text = `No further program can be started in the sandbox: ${error.message}. End some that run, or use a larger size.`;
      return fail(409, "too_many_processes", text, { retryable: true });
    }
    if (error.code !== "invalid_input") throw error;
    // The engine's own words for what is not a parameter here.
    const param = error.param === "argv" ? "command" : (error.param ?? "cwd");
    return fail(400, "invalid_params", `"${param}" is not valid: ${error.message}.`, { param });
  }
}
