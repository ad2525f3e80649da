import { EventEmitter, once } from "node:events";
import { describe, expect, it } from "vitest";
import { EngineError } from "../../../engine-error.ts";
import type { ModelProcess } from "./model-process.ts";
import { restartDelayMs, supervise } from "./supervisor.ts";

function noCalls(): never {
  throw new Error("No calls here");
}

/** A process that ends when told to; the real one is tried in the life-cycle tests. */
function process() {
  const ending = new EventEmitter();
  const exited = once(ending, "end").then(() => undefined);
  const end = (): void => void ending.emit("end");
  const stop = async (): Promise<void> => end();
  return { contextTokens: 1, start: noCalls, exited, stop, end } satisfies ModelProcess & { end: () => void };
}

it("waits longer after each failure in a row, up to a limit, and not at all after the first", () => {
  expect([0, 1, 2, 3, 4, 50].map(restartDelayMs)).toEqual([0, 0, 250, 500, 1000, 15_000]);
});

describe("a supervisor", () => {
  it("starts one process for all who ask, and the next only when that one has ended", async () => {
    const started = [process(), process()];
    let starts = 0;
    const supervisor = supervise(async () => started[(starts += 1) - 1] ?? process());
    expect(new Set(await Promise.all([supervisor.current(), supervisor.current()]))).toEqual(
      new Set([started[0]]),
    );
    started[0]?.end();
    await started[0]?.exited;
    await new Promise(setImmediate);
    expect(await supervisor.current()).toBe(started[1]);
    expect(starts).toBe(2);
  });

  it("tells everyone who waits that a start failed, and tries again for the next", async () => {
    const later = process();
    let starts = 0;
    const supervisor = supervise(async () => {
      starts += 1;
      if (starts === 1) throw new EngineError("unavailable", "broken");
      return later;
    });
    const [one, two] = await Promise.allSettled([supervisor.current(), supervisor.current()]);
    expect([one.status, two.status]).toEqual(["rejected", "rejected"]);
    expect(await supervisor.current()).toBe(later);
  });

  it("stops its process on closing and starts no other, not even one that still waits", async () => {
    const only = process();
    let starts = 0;
    const supervisor = supervise(async () => {
      starts += 1;
      if (starts > 1) throw new EngineError("unavailable", "broken");
      return only;
    });
    await supervisor.current();
    only.end();
    await new Promise(setImmediate);
    await expect(supervisor.current()).rejects.toThrow("broken");
    const waiting = supervisor.current();
    const refused = expect(waiting).rejects.toMatchObject({
      code: "unavailable",
      message: expect.stringContaining("closed"),
    });
    await supervisor.close();
    await refused;
    await expect(supervisor.current()).rejects.toMatchObject({ code: "unavailable" });
    expect(starts).toBe(2);
  });
});
