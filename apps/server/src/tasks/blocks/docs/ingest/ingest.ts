import { defineBlock } from "../../block.ts";
import { checkIngest } from "./check-ingest.ts";
import { inputs, result } from "./schemas.ts";

/** Files become passages in a vector index. */
export const ingest = defineBlock({
  package: "docs",
  name: "ingest",
  version: "1.0.0",
  description:
    "Reads Markdown, HTML and text, cuts it into passages, embeds them and writes them into an index, which is " +
    "made if missing. Give exactly one of `folder` (on the server, within PLATFORM_TASK_FOLDERS) and `files`.",
  inputs,
  result,
  check: checkIngest,
  // Loaded by the block's process alone: the server needs none of the parsers.
  run: async (context) => (await import("./run-ingest.ts")).runIngest(context),
});
