import { expect, test } from "vitest";
import { byteRange } from "./byte-range.ts";

const asked = (headers: Record<string, string>, size = 10) => byteRange(new Headers(headers), '"a"', size);

test.each([
  ["bytes=0-", { from: 0, to: 10 }],
  ["bytes=4-", { from: 4, to: 10 }],
  ["bytes=4-6", { from: 4, to: 7 }],
  ["bytes=9-9", { from: 9, to: 10 }],
  ["bytes=4-99", { from: 4, to: 10 }],
  ["bytes=-3", { from: 7, to: 10 }],
  ["bytes=-99", { from: 0, to: 10 }],
  ["bytes=10-", "none"],
  ["bytes=-0", "none"],
  ["bytes=6-4", undefined],
  ["bytes=-", undefined],
  ["bytes=1-2,4-5", undefined],
  ["items=1-2", undefined],
  ["bytes=1e3-", undefined],
])("%s of ten bytes", (range, expected) => {
  expect(asked({ range })).toEqual(expected);
});

test("a condition that does not hold asks for the whole", () => {
  expect(asked({ range: "bytes=4-", "if-range": '"a"' })).toEqual({ from: 4, to: 10 });
  for (const other of ['"b"', 'W/"a"', "Sat, 21 Nov 2026 00:00:00 GMT"]) {
    expect(asked({ range: "bytes=4-", "if-range": other })).toBeUndefined();
  }
  expect(asked({})).toBeUndefined();
  expect(asked({ range: "bytes=0-" }, 0)).toBe("none");
});
