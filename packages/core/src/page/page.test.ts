import fc from "fast-check";
import { expect, test } from "vitest";
import { collect, failure } from "../../test/server.ts";
import { page, type PageResult } from "./page.ts";

/** Pages of two over the numbers from 0 to `last`; `asked` counts the requests. */
function numbers(last: number) {
  const asked: (string | undefined)[] = [];
  const list = page<number>(async (cursor) => {
    asked.push(cursor);
    const from = Number(cursor ?? 0);
    const data = [from, from + 1].filter((n) => n <= last);
    return { data, nextCursor: from + 2 <= last ? String(from + 2) : null };
  });
  return { list, asked };
}

test("items, pages, the first page, everything", async () => {
  const { list } = numbers(4);
  expect(await collect(list)).toEqual([0, 1, 2, 3, 4]);
  expect(await collect(list.pages())).toEqual([
    { data: [0, 1], nextCursor: "2" },
    { data: [2, 3], nextCursor: "4" },
    { data: [4], nextCursor: null },
  ]);
  expect(await list.first()).toEqual({ data: [0, 1], nextCursor: "2" });
  expect(await list.all()).toEqual([0, 1, 2, 3, 4]);
});

test("pages are asked for as they are needed, and anew by each reading", async () => {
  const { list, asked } = numbers(9);
  expect(asked).toEqual([]);
  for await (const n of list) if (n === 2) break;
  expect(asked).toEqual([undefined, "2"]);
  await list.first();
  expect(asked).toEqual([undefined, "2", undefined]);
});

test.each([
  [0, [], 0],
  [1, [0], 1],
  [2, [0, 1], 1],
  [3, [0, 1, 2], 2],
  [99, [0, 1, 2, 3, 4], 3],
])("at most %i items, and no page more than they need", async (limit, items, requests) => {
  const { list, asked } = numbers(4);
  expect(await list.all({ limit })).toEqual(items);
  expect(asked).toHaveLength(requests);
});

test("a list without end is bounded by whoever reads it", async () => {
  const { list } = numbers(Infinity);
  expect(await list.all({ limit: 101 })).toHaveLength(101);
});

test("empty pages in between are passed over", async () => {
  const list = page<string>(async (cursor) =>
    cursor ? { data: ["x"], nextCursor: null } : { data: [], nextCursor: "2" },
  );
  expect(await list.all()).toEqual(["x"]);
});

test("a failing page fails the reading", async () => {
  const list = page<number>(async () => {
    throw new RangeError("no");
  });
  expect(await failure(list.all())).toBeInstanceOf(RangeError);
});

test("a reading goes on from a cursor that was kept", async () => {
  const { list, asked } = numbers(5);
  const [first] = await collect(list.pages());
  asked.length = 0;
  const rest = await collect(list.pages({ cursor: first?.nextCursor ?? "" }));
  expect(rest.flatMap(({ data }) => data)).toEqual([2, 3, 4, 5]);
  expect(asked).toEqual(["2", "4"]);
});

test("pages end, whatever cursors the server gives: at the last, or with an error at the first it repeats", async () => {
  const cursor = fc.constantFrom("a", "b", "c", "d", "e");
  const next = fc.dictionary(cursor, fc.oneof(cursor, fc.constant(null)));
  const whole = fc.tuple(fc.oneof(cursor, fc.constant(null)), next, fc.option(cursor, { nil: undefined }));
  await fc.assert(
    fc.asyncProperty(whole, async ([start, follows, from]) => {
      const asked: (string | undefined)[] = [];
      const list = page<string>(async (at) => {
        asked.push(at);
        return { data: ["item"], nextCursor: at === undefined ? start : (follows[at] ?? null) };
      });
      const seen: PageResult<string>[] = [];
      const reading = async () => {
        for await (const result of list.pages({ cursor: from })) seen.push(result);
      };
      const error = await reading().then(() => undefined, Object);
      expect(new Set(asked).size).toBe(asked.length);
      expect(seen).toHaveLength(asked.length);
      const last = seen.at(-1)?.nextCursor ?? null;
      if (last !== null) expect(asked).toContain(last);
      const expected = { name: "DecodeError", code: "cursor_repeated", retryable: false };
      if (last === null) expect(error).toBeUndefined();
      else expect(error).toMatchObject(expected);
    }),
  );
});
