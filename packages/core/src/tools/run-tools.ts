import type { Client } from "../client/create-client.ts";
import type { RunToolOptions } from "./call-tool.ts";
import { runTool } from "./run-tool.ts";
import type { Tool } from "./tool.ts";
import type { ToolCall } from "./tool-call.ts";
import type { ToolMessage } from "./tool-message.ts";

/** As for one call, but for the key: one key would make all of them the same to the server. */
export interface RunToolsOptions extends Omit<RunToolOptions, "idempotencyKey"> {
  /** Most calls at a time. Default 5. */
  concurrency?: number | undefined;
}

/**
 * Carries out several calls, some at a time, and gives their messages in the order of the calls.
 *
 * @throws what {@link runTool} throws, once the calls that had begun are over; no further ones are begun.
 * @example
 * messages.push(...(await runTools(client, tools, message.tool_calls ?? [])));
 */
export async function runTools<C extends ToolCall>(
  client: Client,
  tools: readonly Tool[],
  toolCalls: readonly C[],
  { concurrency = 5, ...options }: RunToolsOptions = {},
): Promise<ToolMessage<C>[]> {
  const messages: ToolMessage<C>[] = [];
  const waiting = toolCalls.entries();
  let failed = false;
  const worker = async () => {
    for (const [at, call] of waiting) {
      if (failed) return;
      try {
        messages[at] = await runTool(client, tools, call, options);
      } catch (error) {
        failed = true;
        throw error;
      }
    }
  };
  const workers = Array.from({ length: Math.max(1, Math.min(concurrency, toolCalls.length) || 1) }, worker);
  const broken = (await Promise.allSettled(workers)).find(({ status }) => status === "rejected");
  if (broken) throw (broken as PromiseRejectedResult).reason;
  return messages;
}
