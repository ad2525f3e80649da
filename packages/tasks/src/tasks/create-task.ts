import { type Action, defineAction } from "@platform/core";
import { createTaskParams, task } from "./schemas.ts";
import type { Task } from "./task.ts";

/** What to run. */
export interface CreateTaskParams {
  /** One of `listBlocks`, as `package::name`: `"docs::ingest"`. */
  block: string;
  /** Values for the block's inputs, by name. */
  inputs?: Record<string, unknown> | undefined;
  /** Most attempts when the server or the block's process is lost. Default 3. */
  maxAttempts?: number | undefined;
  /** Longest run of one attempt, in milliseconds, up to 86,400,000. Default 3,600,000. */
  timeoutMs?: number | undefined;
}

/**
 * Queues a task. It is on disk before this returns.
 *
 * @throws {NotFoundError} `block_not_found`.
 * @throws {ValidationError} `invalid_inputs`, with the input in `param`.
 * @example
 * const task = await createTask(client, {
 *   block: "docs::ingest", inputs: { index: "docs", files: [{ name: "a.md", content: "# Cats" }] },
 * });
 */
export const createTask: Action<CreateTaskParams, Task> = /* @__PURE__ */ defineAction({
  name: "createTask",
  route: "POST /v1/tasks",
  params: createTaskParams,
  result: task,
  scope: "tasks:write",
  errors: ["block_not_found", "invalid_inputs"],
});
