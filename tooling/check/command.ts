import { spawn } from "node:child_process";
import { GateError } from "./gate.ts";
import { root } from "./workspace.ts";

export interface CommandOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** Milliseconds until the command is ended. Default: 10 minutes. */
  readonly timeoutMs?: number;
}

export interface CommandResult {
  readonly code: number;
  readonly output: string;
}

/** Runs a program to its end and answers its exit code and output, standard error included. */
export function tryCommand(
  command: string,
  args: readonly string[],
  options: CommandOptions = {},
): Promise<CommandResult> {
  const { cwd = root, env = process.env, timeoutMs = 600_000 } = options;
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"], timeout: timeoutMs });
    const chunks: string[] = [];
    child.stdout.setEncoding("utf8").on("data", (chunk: string) => chunks.push(chunk));
    child.stderr.setEncoding("utf8").on("data", (chunk: string) => chunks.push(chunk));
    child.once("error", reject);
    child.once("close", (code, signal) => {
      const ending = signal === null ? "" : `\nended by ${signal}`;
      resolve({ code: code ?? 1, output: chunks.join("").trim() + ending });
    });
  });
}

/** As {@link tryCommand}, but a failing command fails the gate. */
export async function command(
  name: string,
  args: readonly string[],
  options: CommandOptions = {},
): Promise<string> {
  const { code, output } = await tryCommand(name, args, options);
  if (code !== 0) throw new GateError(output || `${name} ended with exit code ${code}`);
  return output;
}
