import type { Execution, RunCommandParams } from "@platform/sandbox";
import type { Context } from "../http/operation.ts";
import { execute } from "./execute.ts";
import { inside } from "./inside.ts";

/** Runs a program with its arguments untouched, or without any a line for bash. */
export function runCommand(context: Context, params: RunCommandParams): Promise<Execution> {
  const { sandboxId, command, args, ...circumstances } = params;
  const argv = args === undefined ? ["bash", "-c", command] : [command, ...args];
  return inside(context, sandboxId, (engine) =>
    execute(engine, sandboxId, argv, circumstances, context.signal),
  );
}
