import { createClient, retry } from "@platform/core";
import type { BlockContext } from "../blocks/block.ts";
import type { ChildMessage, StartMessage } from "./messages.ts";

/** What the block gets to work with. */
export function createContext(
  start: StartMessage,
  inputs: unknown,
  signal: AbortSignal,
  tell: (message: ChildMessage) => void,
): BlockContext<unknown> {
  const { baseUrl, apiKey, runId, taskId, folders } = start;
  return {
    inputs,
    signal,
    folders,
    // Patient: a call that the last attempt left unfinished is refused until its lease has run out.
    client: createClient({ baseUrl, apiKey, runId, retry: retry({ retries: 60, maxMs: 2_000 }) }),
    log: (line) => tell({ type: "log", line }),
    progress: (percent, message) =>
      tell({ type: "progress", percent: Math.min(100, Math.max(0, percent)), message: message ?? null }),
    key: (step) => `${taskId}:${step}`,
  };
}
