import * as v from "valibot";

/** What the runner tells a block's process, once. Nothing of it is in the environment or the arguments. */
export interface StartMessage {
  readonly taskId: string;
  readonly block: string;
  readonly inputs: unknown;
  readonly baseUrl: string;
  readonly apiKey: string;
  readonly runId: string;
  readonly folders: readonly string[];
  /** The module that exports `blocks`. */
  readonly blocksUrl: string;
}

/** What a block's process tells the runner. */
export const childMessage = v.variant("type", [
  v.object({ type: v.literal("log"), line: v.string() }),
  v.object({
    type: v.literal("progress"),
    percent: v.pipe(v.number(), v.minValue(0), v.maxValue(100)),
    message: v.nullable(v.string()),
  }),
  v.object({ type: v.literal("completed"), result: v.record(v.string(), v.unknown()) }),
  v.object({ type: v.literal("failed"), code: v.string(), message: v.string() }),
]);

export type ChildMessage = v.InferOutput<typeof childMessage>;
