import { type Wire, wire } from "@platform/core";
import { text } from "@platform/core/wire";
import * as v from "valibot";
import type { Execution } from "./execution.ts";
import type { RunCodeParams } from "./run-code.ts";
import type { RunCommandParams } from "./run-command.ts";

const languages = ["python", "javascript", "bash"] as const;

const circumstances = () => ({
  sandboxId: text(64),
  env: v.optional(v.record(text(128), v.pipe(v.string(), v.maxLength(32_768)))),
  cwd: v.optional(text(4_096)),
  stdin: v.optional(v.pipe(v.string(), v.maxLength(1_048_576, "at most 1 MiB"))),
  timeoutMs: v.optional(
    v.pipe(v.number(), v.integer(), v.minValue(1, "at least 1"), v.maxValue(3_600_000, "at most 3600000")),
  ),
});

export const runCodeParams: Wire<RunCodeParams> = /* @__PURE__ */ wire(() =>
  v.strictObject({
    ...circumstances(),
    code: text(1_048_576),
    language: v.optional(v.picklist(languages, `choose from ${languages.join(", ")}`)),
  }),
);

export const runCommandParams: Wire<RunCommandParams> = /* @__PURE__ */ wire(() =>
  v.strictObject({
    ...circumstances(),
    command: text(65_536),
    args: v.optional(v.pipe(v.array(v.pipe(v.string(), v.maxLength(65_536))), v.maxLength(1_000))),
  }),
);

export const execution: Wire<Execution> = /* @__PURE__ */ wire(() =>
  v.object({
    exitCode: v.number(),
    stdout: v.string(),
    stderr: v.string(),
    durationMs: v.number(),
    timedOut: v.boolean(),
    outOfMemory: v.boolean(),
    truncated: v.boolean(),
  }),
);
