import { expect, test } from "vitest";
import { failure } from "../../test/server.ts";
import type { PollOptions } from "./options.ts";
import { poll } from "./poll.ts";

interface State {
  status: string;
  progress: number;
}
interface Line {
  id: number;
  text: string;
}
const state = (status: string, progress: number): State => ({ status, progress });
const lines = (...ids: number[]): Line[] => ids.map((id) => ({ id, text: `line ${id}` }));
const quick = { intervalMs: 1, backoff: "fixed" as const };

/** Sees one state after the other; the last one is the end. */
function watch(states: readonly State[], options: PollOptions<State, Line>) {
  const left = [...states];
  const look = async () => left.shift() ?? state("lost", 0);
  return poll(look, () => left.length === 0, { ...quick, ...options });
}

test("a change is told once: the first state, each that differs, the last", async () => {
  const states = [state("a", 0), state("a", 0), state("a", 5), state("b", 5), state("b", 5), state("a", 5)];
  const changes: State[] = [];
  await watch(states, { onChange: (now) => changes.push(now) });
  expect(changes).toEqual([state("a", 0), state("a", 5), state("b", 5), state("a", 5)]);
  const statuses: string[] = [];
  await watch(states, {
    onChange: ({ status }) => statuses.push(status),
    same: (before, now) => before.status === now.status,
  });
  expect(statuses).toEqual(["a", "b", "a"]);
});

test("a state of `undefined` is a state", async () => {
  const changes: unknown[] = [];
  const left = [undefined, undefined, 1];
  const options = { ...quick, onChange: (now: unknown) => changes.push(now) };
  await poll(
    async () => left.shift(),
    () => left.length === 0,
    options,
  );
  expect(changes).toEqual([undefined, 1]);
});

test("lines are told before the state that they led to, those of the end too, each once and in order", async () => {
  const told: string[] = [];
  const asked: number[] = [];
  const there = [lines(1, 2), lines(2), lines(3), lines(1, 2, 3, 4, 5)];
  await watch([state("a", 0), state("a", 1), state("a", 2), state("end", 3)], {
    logs: async (after) => {
      asked.push(after);
      return there.shift() ?? [];
    },
    onLog: async ({ id }) => {
      await Promise.resolve();
      told.push(`line ${id}`);
    },
    onChange: ({ status }) => told.push(`change ${status}`),
    onProgress: ({ progress }) => told.push(`progress ${progress}`),
  });
  expect(asked).toEqual([0, 2, 2, 3]);
  expect(told).toEqual([
    ...["line 1", "line 2", "change a", "progress 0", "change a", "progress 1"],
    ...["line 3", "change a", "progress 2", "line 4", "line 5", "change end", "progress 3"],
  ]);
});

test("lines may come as a stream; one without end is left when the time is over", async () => {
  const told: number[] = [];
  const left: boolean[] = [];
  async function* endless(after: number): AsyncGenerator<Line> {
    try {
      for (let id = after + 1; ; id++) {
        await new Promise((resolve) => setTimeout(resolve, 5));
        yield { id, text: "" };
      }
    } finally {
      left.push(true);
    }
  }
  const options = { timeoutMs: 50, logs: endless, onLog: ({ id }: Line) => told.push(id) };
  expect(await failure(watch([state("a", 0)], options))).toMatchObject({ code: "poll_timeout" });
  const before = told.length;
  while (left.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  expect(told.length).toBe(before);
  expect(told).toEqual(told.map((_, at) => at + 1));
});

test.each(["logs", "onLog", "onChange", "onProgress"] as const)(
  "a fault in %s ends the poll",
  async (name) => {
    const fault = () => {
      throw new RangeError(name);
    };
    const options = { logs: async () => lines(1), [name]: fault };
    expect(await failure(watch([state("a", 0), state("b", 0)], options))).toMatchObject({ message: name });
  },
);
