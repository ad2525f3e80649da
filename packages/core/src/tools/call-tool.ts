import type { Client } from "../client/create-client.ts";
import type { CallOptions } from "../client/options.ts";
import { PermissionError } from "../errors/api-error.ts";
import { AbortedError } from "../errors/client-errors.ts";
import type { PlatformError } from "../errors/platform-error.ts";
import { checkArguments } from "./check-arguments.ts";
import { defaultMaxChars } from "./cut.ts";
import { runAction } from "./run-action.ts";
import type { Tool } from "./tool.ts";

/** How a model's call is carried out; what every operation takes, and: */
export interface RunToolOptions extends CallOptions {
  /** Most characters of a result; a longer one is cut and says so. Default 20,000. */
  maxChars?: number | undefined;
  /** Most events read of a stream. Default 100. */
  maxEvents?: number | undefined;
  /** `true`: what the model would be told of is thrown instead. Default `false`. */
  throwErrors?: boolean | undefined;
  /** Told each error that a model is told of, with the name of the tool it asked for. */
  onError?: ((error: PlatformError, name: string) => void) | undefined;
}

/** Checks the arguments, asks for leave, runs the operation. @throws whatever went wrong. */
export async function callTool(
  client: Client,
  tool: Tool,
  given: unknown,
  options: RunToolOptions,
): Promise<unknown> {
  const { maxChars = defaultMaxChars, maxEvents = 100, throwErrors: _, onError: __, ...call } = options;
  // Nobody is asked for leave to do what is not wanted any more.
  if (call.signal?.aborted) throw new AbortedError(call.signal.reason);
  const found = await checkArguments(tool, given);
  if (tool.confirm && !(await tool.confirm(found.checked as never))) {
    throw new PermissionError(
      `${tool.name}: this call was not allowed. Do not repeat it; go on without it.`,
      {
        status: 0,
        code: "not_confirmed",
      },
    );
  }
  return runAction(client, tool, found, call, { maxChars, maxEvents });
}
