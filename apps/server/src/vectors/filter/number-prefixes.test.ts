import * as fc from "fast-check";
import { expect, test } from "vitest";
import { exactPrefix, prefixesOf, prefixesOfRange } from "./number-prefixes.ts";

const number = fc.oneof(
  fc.double({ noNaN: true }),
  fc.integer(),
  fc.constantFrom(0, -0, 5e-324, -5e-324, Infinity, -Infinity),
);

test("order of the text is the order of the numbers", () => {
  fc.assert(
    fc.property(number, number, (a, b) => {
      expect(exactPrefix(a) < exactPrefix(b)).toBe(a < b);
      expect(exactPrefix(a) === exactPrefix(b)).toBe(a === b);
    }),
  );
});

test("a number is in a range exactly when it shares one prefix with it", () => {
  fc.assert(
    fc.property(number, number, number, fc.boolean(), fc.boolean(), (value, from, to, fromOpen, toOpen) => {
      const inside = (fromOpen ? value > from : value >= from) && (toOpen ? value < to : value <= to);
      const cover = prefixesOfRange({ from, fromOpen, to, toOpen });
      const shared = prefixesOf(value).filter((prefix) => cover.includes(prefix));
      expect(shared).toHaveLength(inside ? 1 : 0);
      expect(cover.length).toBeLessThanOrEqual(16 * 30);
    }),
    { numRuns: 1_000 },
  );
});

test("bounds themselves are in or out as asked", () => {
  fc.assert(
    fc.property(number, fc.boolean(), (bound, open) => {
      const own = exactPrefix(bound);
      const starts = (range: string[]) => range.some((prefix) => own.startsWith(prefix));
      expect(starts(prefixesOfRange({ from: bound, fromOpen: open, to: Infinity, toOpen: false }))).toBe(
        !open,
      );
      expect(starts(prefixesOfRange({ from: -Infinity, fromOpen: false, to: bound, toOpen: open }))).toBe(
        !open,
      );
    }),
  );
});
