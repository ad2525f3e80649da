import { text } from "@platform/core/wire";
import * as v from "valibot";

const wholeNumber = (min: number, max: number) =>
  v.pipe(
    v.number("write a whole number"),
    v.integer("write a whole number"),
    v.minValue(min, `at least ${min}`),
    v.maxValue(max, `at most ${max}`),
  );

export const inputs = v.strictObject({
  /** The index's name; the index is made if there is none. */
  index: v.pipe(
    v.string("name the index"),
    v.regex(/^[A-Za-z0-9][A-Za-z0-9_.-]{0,127}$/, "use letters, digits, -, _ and ., at most 128"),
  ),
  /** A folder on the server, within one of PLATFORM_TASK_FOLDERS. */
  folder: v.optional(text(4_096)),
  /** The files themselves. */
  files: v.optional(
    v.pipe(
      v.array(v.strictObject({ name: text(512), content: v.string() })),
      v.minLength(1, "at least one file"),
      v.maxLength(10_000, "at most 10000 files"),
    ),
  ),
  /** Longest passage, in characters. */
  chunkChars: v.optional(wholeNumber(100, 8_000), 900),
  /** Characters a passage repeats of the one before, in whole sentences. */
  overlapChars: v.optional(wholeNumber(0, 2_000), 0),
  /** Endings of the files to read, such as ".md". Default: Markdown, HTML and text. */
  include: v.optional(
    v.pipe(
      v.array(v.pipe(v.string(), v.regex(/^\.?[A-Za-z0-9_-]{1,16}$/, 'write endings like ".md"'))),
      v.minLength(1, "at least one ending"),
      v.maxLength(32, "at most 32 endings"),
    ),
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

export type IngestInputs = v.InferOutput<typeof inputs>;
export type IngestResult = v.InferOutput<typeof result>;
