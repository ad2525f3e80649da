import { expect, test } from "vitest";
import { readRetryAfter } from "./read-retry-after.ts";
import { waitAfter } from "./retry-schedule.ts";

const hours = (count: number) => count * 3_600_000;

test("nine further tries, each a little late, over three days and a half", () => {
  const earliest = Array.from({ length: 10 }, (_, at) => waitAfter(at + 1, 0, () => 0));
  expect(earliest).toEqual([5_000, 300_000, 1_800_000, ...[2, 5, 10, 14, 20, 24].map(hours), null]);
  expect(waitAfter(1, 0, () => 1)).toBe(6_000);
});

test("a receiver may ask for later, not for sooner nor for never", () => {
  expect(waitAfter(1, 60_000, () => 0)).toBe(60_000);
  expect(waitAfter(2, 60_000, () => 0)).toBe(300_000);
  expect(waitAfter(1, hours(1_000), () => 0)).toBe(hours(24));
});

test.each([
  ["120", 120_000],
  ["Thu, 01 Jan 1970 00:00:10 GMT", 10_000],
  ["0", 0],
  ["-5", 0],
  ["soon", 0],
  [undefined, 0],
  [["7", "9"], 7_000],
])("Retry-After: %j", (header, wanted) => {
  expect(readRetryAfter(header, 0)).toBe(wanted);
});
