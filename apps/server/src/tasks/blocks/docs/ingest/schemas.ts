import * as v from "@platform/core/wire";
import type { InferOutput } from "valibot";

export const inputs = v.strictObject({
  /** The index's name; the index is made if there is none. */
  index: v.shaped(/^[A-Za-z0-9][A-Za-z0-9_.-]{0,127}$/, "use letters, digits, -, _ and ., at most 128"),
  /** A folder on the server, within one of PLATFORM_TASK_FOLDERS. */
  folder: v.optional(v.text(4_096)),
  /** The files themselves. */
  files: v.optional(v.listOf(v.strictObject({ name: v.text(512), content: v.string() }), 10_000, "files")),
  /** Longest passage, in characters. */
  chunkChars: v.optional(v.whole(100, 8_000), 900),
  /** Characters a passage repeats of the one before, in whole sentences. */
  overlapChars: v.optional(v.whole(0, 2_000), 0),
  /** Endings of the files to read, such as ".md". Default: Markdown, HTML and text. */
  include: v.optional(
    v.listOf(v.shaped(/^\.?[A-Za-z0-9_-]{1,16}$/, 'write endings like ".md"'), 32, "endings"),
  ),
});

export const result = v.object({
  /** Files read. */
  files: v.number(),
  /** Passages written. */
  chunks: v.number(),
  /** Files and folders left out; the log says why each was. */
  skipped: v.number(),
  index: v.string(),
});

export type IngestInputs = InferOutput<typeof inputs>;
export type IngestResult = InferOutput<typeof result>;
