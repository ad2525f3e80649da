import { type PlatformError, retry } from "../../src/index.ts";
import { type ActionServer, type FaultName, serveActions } from "../../src/testing.ts";
import { type CallName, calls } from "./calls.ts";
import { handlers, resumable } from "./served.ts";

/** A key that is in no error and in no log, whatever happens. */
export const canary = "sk-canary-1234567890";

/** How a call ended, and what its server saw. */
export interface Met {
  readonly value?: unknown;
  readonly error?: PlatformError | undefined;
  readonly requests: ActionServer["requests"];
  readonly effects: ActionServer["effects"];
}

const serveFor = (call: CallName, fault: FaultName, times: "once" | "always") =>
  serveActions(call === "resumable" ? resumable : handlers, {
    paceMs: 2,
    faults: times === "once" ? [fault] : () => fault,
  });

/** Makes a call that meets a fault in its first request, or in every one; one retry is allowed. */
export async function meetFault(call: CallName, fault: FaultName, times: "once" | "always"): Promise<Met> {
  await using server = await serveFor(call, fault, times);
  const { requests, effects } = server;
  const client = server.client({
    apiKey: canary,
    retry: retry({ baseMs: 1, retries: 1 }),
    // Long enough for the request that follows a silence, however busy the machine is.
    timeoutMs: fault.startsWith("stall") ? 600 : 60_000,
    // A sign of life ends no silence: only the deadline ends a stream of nothing else.
    deadlineMs: fault === "heartbeats-only" ? 300 : undefined,
  });
  try {
    return { value: await calls[call].call(client, {}), requests, effects };
  } catch (error) {
    return { error: error as PlatformError, requests, effects };
  }
}

export interface Aborted extends Met {
  /** From the abort to the end of the call, in milliseconds: for a benchmark, not for a test. */
  readonly settledAfterMs: number;
}

/** Makes a call that meets a fault in every request and would wait for hours, and aborts it a little later. */
export async function abortIn(call: CallName, fault: FaultName, afterMs = 40): Promise<Aborted> {
  await using server = await serveFor(call, fault, "always");
  const { requests, effects } = server;
  const controller = new AbortController();
  const hours = { retries: 9, delay: () => 3_600_000 };
  const client = server.client({ apiKey: canary, retry: hours, timeoutMs: 3_600_000 });
  const made: Promise<Partial<Met>> = calls[call].call(client, { signal: controller.signal }).then(
    (value) => ({ value }),
    (error: PlatformError) => ({ error }),
  );
  // A refused request arrives nowhere.
  if (fault !== "refused") while (requests.length === 0) await pause(2);
  await pause(afterMs);
  const start = performance.now();
  controller.abort("enough");
  const met = await made;
  const settledAfterMs = performance.now() - start;
  // The server sees every request end too.
  await Promise.all(requests.map(({ closed }) => closed));
  return { ...met, requests, effects, settledAfterMs };
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
