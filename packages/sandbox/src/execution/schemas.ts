import { type Wire, wire } from "@platform/core";
import * as v from "@platform/core/wire";
import type { Execution } from "./execution.ts";
import type { RunCodeParams } from "./run-code.ts";
import type { RunCommandParams } from "./run-command.ts";

const languages = ["python", "javascript", "bash"] as const;

const circumstances = () => ({
  sandboxId: v.text(64),
  env: v.optional(v.recordOf(v.text(128), v.text(32_768, 0), 256)),
  cwd: v.optional(v.text(4_096)),
  stdin: v.optional(v.text(1_048_576, 0)),
  timeoutMs: v.optional(v.whole(1, 3_600_000)),
});

export const runCodeParams: Wire<RunCodeParams> = /* @__PURE__ */ wire(() =>
  v.strictObject({
    ...circumstances(),
    code: v.text(1_048_576),
    language: v.optional(v.oneOf(languages)),
  }),
);

export const runCommandParams: Wire<RunCommandParams> = /* @__PURE__ */ wire(() =>
  v.strictObject({
    ...circumstances(),
    command: v.text(65_536),
    args: v.optional(v.listOf(v.text(65_536, 0), 1_000, "arguments", 0)),
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
