import type { CallOptions, Client } from "@platform/core";
import type { Execution } from "../execution/execution.ts";
import { runCode, type RunCodeParams } from "../execution/run-code.ts";
import { runCommand, type RunCommandParams } from "../execution/run-command.ts";
import { type Files, filesOf } from "../files/files-of.ts";
import { killSandbox } from "./kill-sandbox.ts";
import type { SandboxInfo } from "./sandbox.ts";

/** A sandbox in hand. `await using` kills it at the end of the block. */
export interface SandboxHandle extends SandboxInfo, AsyncDisposable {
  /** {@link runCode} in this sandbox. */
  runCode(
    code: string,
    params?: Omit<RunCodeParams, "sandboxId" | "code">,
    options?: CallOptions,
  ): Promise<Execution>;
  /** {@link runCommand} in this sandbox. */
  runCommand(
    command: string,
    params?: Omit<RunCommandParams, "sandboxId" | "command">,
    options?: CallOptions,
  ): Promise<Execution>;
  readonly files: Files;
  kill(options?: CallOptions): Promise<void>;
}

/** Makes the handle of a sandbox that is known by its info. */
export function sandboxHandle(client: Client, info: SandboxInfo): SandboxHandle {
  const sandboxId = info.id;
  const kill = async (options?: CallOptions) => void (await killSandbox(client, { sandboxId }, options));
  return {
    ...info,
    runCode: (code, params, options) => runCode(client, { ...params, code, sandboxId }, options),
    runCommand: (command, params, options) => runCommand(client, { ...params, command, sandboxId }, options),
    files: filesOf(client, sandboxId),
    kill,
    [Symbol.asyncDispose]: () => kill(),
  };
}
