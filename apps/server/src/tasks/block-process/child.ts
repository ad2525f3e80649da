import { PlatformError } from "@platform/core";
import * as v from "valibot";
import type { Block } from "../blocks/block.ts";
import { findBlock } from "../blocks/catalogue.ts";
import { cleanJson, cleanText } from "./clean.ts";
import { createContext } from "./context.ts";
import { dieWithParent } from "./die-with-parent.ts";
import type { ChildMessage, StartMessage } from "./messages.ts";

// The process of one attempt: it is told what to run, runs it, says how it ended, and ends. It dies with its server.

dieWithParent();
const stop = new AbortController();
process.on("SIGTERM", () => stop.abort(new Error("The task was asked to end.")));
// Ctrl-C reaches the whole group of a terminal; the server decides what becomes of its tasks.
process.on("SIGINT", () => {});
process.on("disconnect", () => process.exit(1));
process.on("uncaughtException", (error) => end(failure(error)));
process.once("message", (message) => {
  run(message as StartMessage).then(end, (error: unknown) => end(failure(error)));
});

async function run(start: StartMessage): Promise<ChildMessage> {
  const { blocks } = (await import(start.blocksUrl)) as { blocks: readonly Block[] };
  const block = findBlock(blocks, start.block);
  if (block === undefined) throw new Error(`This server no longer has the block ${start.block}.`);
  const inputs = v.parse(block.inputs, start.inputs);
  const result = await block.run(createContext(start, inputs, stop.signal, tell));
  return { type: "completed", result: cleanJson(result) as Record<string, unknown> };
}

function failure(error: unknown): ChildMessage {
  const code = error instanceof PlatformError ? error.code : "block_failed";
  return { type: "failed", code, message: cleanText(error instanceof Error ? error.message : String(error)) };
}

function tell(message: ChildMessage): void {
  process.send?.(message);
}

/** Says how it ended, lets out what is still on its way, and goes. */
function end(message: ChildMessage): void {
  process.send?.(message, () => {
    process.stdout.write("", () => process.stderr.write("", () => process.exit(0)));
  });
}
