import { getEventListeners } from "node:events";
import fc from "fast-check";
import { expect, test } from "vitest";
import { look } from "../../test/actions.ts";
import { failure, json, serve } from "../../test/server.ts";
import { batch, type BatchResult } from "./batch.ts";

const turns = async (count: number) => {
  for (let turn = 0; turn < count; turn++) await Promise.resolve();
};
const forms = {
  "an array": <T>(items: T[]) => items,
  "a generator": function* <T>(items: T[]) {
    yield* items;
  },
  "an async generator": async function* <T>(items: T[]) {
    for (const item of items) {
      await turns(2);
      yield item;
    }
  },
};
type Form = keyof typeof forms;

test("every item once, in order, never more than allowed taken at once", async () => {
  const item = fc.record({ turns: fc.nat(20), fails: fc.boolean() });
  const input = fc.record({
    items: fc.array(item, { maxLength: 40 }),
    concurrency: fc.integer({ min: 1, max: 12 }),
    form: fc.constantFrom(...(Object.keys(forms) as Form[])),
  });
  await fc.assert(
    fc.asyncProperty(input, async ({ items, concurrency, form }) => {
      let taken = 0;
      let done = 0;
      let most = 0;
      const ran: number[] = [];
      const told: number[] = [];
      async function* counting() {
        for await (const one of forms[form](items)) {
          most = Math.max(most, ++taken - done);
          yield one;
        }
      }
      const run = async (one: (typeof items)[number], at: number) => {
        ran.push(at);
        await turns(one.turns);
        done++;
        if (one.fails) throw new RangeError(`item ${at}`);
        return at;
      };
      const onResult = (_: unknown, at: number) => told.push(at);
      const results = await batch(counting(), run, { concurrency, onResult });
      expect(ran).toEqual(items.map((_, at) => at));
      expect(told.toSorted((a, b) => a - b)).toEqual(ran);
      expect(most).toBeLessThanOrEqual(concurrency);
      if (items.length >= concurrency && items.every((one) => one.turns > 15)) {
        expect(most).toBe(concurrency);
      }
      for (const [at, result] of results.entries()) {
        if (items[at]?.fails) expect(result).toMatchObject({ ok: false, error: { message: `item ${at}` } });
        else expect(result).toEqual({ ok: true, value: at });
      }
      expect(results).toHaveLength(items.length);
    }),
    { numRuns: 300 },
  );
});

test("as many run at once as are allowed", async () => {
  for (const [concurrency, expected] of [
    [undefined, 8],
    [3, 3],
    [Infinity, 20],
  ] as const) {
    let running = 0;
    let most = 0;
    const run = async () => {
      most = Math.max(most, ++running);
      await new Promise((resolve) => setTimeout(resolve, 5));
      running--;
    };
    await batch(Array(20).fill(0), run, { concurrency });
    expect(most).toBe(expected);
  }
});

test.each([0, -1, 0.5, Number.NaN])("a concurrency of %s is refused", async (concurrency) => {
  const error = await failure(batch([1], () => 1, { concurrency }));
  expect(error).toMatchObject({ name: "ConfigurationError", param: "concurrency" });
});

const hang = () => new Promise<never>(() => {});
const kinds = (results: BatchResult<unknown>[]) =>
  results.map((result) => (result.ok ? result.value : Object(result.error).name));

test("an abort ends the batch at once: what is done stays, the rest is aborted, also what does not heed it", async () => {
  const controller = new AbortController();
  const signals: AbortSignal[] = [];
  const run = async (item: number, at: number, signal: AbortSignal) => {
    signals.push(signal);
    if (at === 3) controller.abort("enough");
    return item < 2 ? item : hang();
  };
  const results = await batch([0, 1, 2, 3, 4, 5], run, { concurrency: 2, signal: controller.signal });
  expect(kinds(results)).toEqual([0, 1, ...Array(4).fill("AbortedError")]);
  expect(results[5]).toMatchObject({ ok: false, error: { cause: "enough" } });
  expect(signals).toHaveLength(4);
  expect(signals.every(({ aborted }) => aborted)).toBe(true);
  expect(getEventListeners(controller.signal, "abort")).toHaveLength(0);
});

test("aborted before: nothing is run", async () => {
  const run = () => {
    throw new Error("It ran.");
  };
  const results = await batch([1, 2], run, { signal: AbortSignal.abort() });
  expect(kinds(results)).toEqual(["AbortedError", "AbortedError"]);
});

test("after an abort no item is taken", async () => {
  const items = [0, 1, 2, 3][Symbol.iterator]();
  const controller = new AbortController();
  const run = () => controller.abort();
  await batch(items, run, { concurrency: 1, signal: controller.signal });
  expect(items.next().value).toBe(1);
});

test("stopOnError: the first failure ends it, and is the cause", async () => {
  const run = async (item: number) => {
    if (item === 1) throw new RangeError("one");
    return item === 2 ? hang() : item;
  };
  const results = await batch([0, 1, 2, 3], run, { concurrency: 3, stopOnError: true });
  expect(kinds(results)).toEqual([0, "RangeError", "AbortedError", "AbortedError"]);
  expect(results[3]).toMatchObject({ error: { cause: { message: "one" } } });
});

test("a source that is stuck or endless is left after an abort, and told so", async () => {
  let left = false;
  async function* endless() {
    try {
      for (let item = 0; ; item++) yield item;
    } finally {
      left = true;
    }
  }
  async function* stuck() {
    yield 0;
    await hang();
  }
  for (const source of [endless, stuck]) {
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 20);
    const run = async (item: number) => {
      await new Promise((resolve) => setTimeout(resolve, 1));
      return item;
    };
    const results = await batch(source(), run, { signal: controller.signal });
    expect(results[0]).toEqual({ ok: true, value: 0 });
  }
  expect(left).toBe(true);
});

test.each(["the source", "onResult"])("a fault of %s ends the batch and goes through", async (name) => {
  const ended: number[] = [];
  async function* source() {
    yield* [0, 1];
    if (name === "the source") throw new RangeError(name);
    yield* [2, 3];
  }
  const run = async (item: number, _: number, signal: AbortSignal) => {
    if (item === 0) return item;
    return new Promise<number>((resolve) =>
      signal.addEventListener("abort", () => resolve(ended.push(item))),
    );
  };
  const onResult = () => {
    if (name === "onResult") throw new RangeError(name);
  };
  expect(await failure(batch(source(), run, { concurrency: 2, onResult }))).toMatchObject({ message: name });
  expect(ended).toEqual([1]);
});

test("two hundred calls, a failing one among them, through a real server", async () => {
  let open = 0;
  let most = 0;
  await using server = await serve(async (response, { url }) => {
    most = Math.max(most, ++open);
    await new Promise((resolve) => setTimeout(resolve, 1));
    open--;
    if (url.endsWith("=50")) json(response, {}, 404);
    else json(response, { text: url });
  });
  const client = server.client();
  const texts = Array.from({ length: 200 }, (_, at) => String(at));
  const results = await batch(texts, (text, _, signal) => look(client, { text }, { signal }));
  expect(results.filter(({ ok }) => !ok)).toHaveLength(1);
  expect(results[50]).toMatchObject({ ok: false, error: { name: "NotFoundError" } });
  expect(results[199]).toEqual({ ok: true, value: { text: "/v1/look?text=199" } });
  expect(most).toBeGreaterThan(1);
  expect(most).toBeLessThanOrEqual(8);
});

test("what an asynchronous `onResult` rejects with goes through at the end, and is never unhandled", async () => {
  const unhandled: unknown[] = [];
  const note = (error: unknown) => void unhandled.push(error);
  process.on("unhandledRejection", note);
  try {
    const onResult = async (_: unknown, at: number) => {
      if (at === 0) throw new RangeError("mine");
    };
    const run = async (n: number) => {
      await new Promise((resolve) => setTimeout(resolve, 5));
      return n;
    };
    const batched = batch([1, 2, 3], run, { concurrency: 1, onResult });
    expect(await failure(batched)).toMatchObject({ message: "mine" });
  } finally {
    process.off("unhandledRejection", note);
  }
  expect(unhandled).toEqual([]);
});
