import { array, assert, constantFrom, property, string } from "fast-check";
import { expect, it } from "vitest";
import { createStopFilter } from "./stop-filter.ts";

/** What one filter shows of these parts, all together. */
function shown(parts: readonly string[], stops: readonly string[]): string {
  const filter = createStopFilter(stops);
  const text = parts.map((part) => filter.push(part)).join("");
  return filter.stopped ? text : text + filter.flush();
}

// Few letters, so that stop strings overlap, repeat and nearly match.
const letters = string({ unit: constantFrom("a", "b", "c"), maxLength: 4 });

it("shows everything before the first stop string, however the text is cut", () => {
  assert(
    property(array(letters, { maxLength: 12 }), array(letters, { maxLength: 3 }), (parts, stops) => {
      const text = parts.join("");
      expect(shown(parts, stops)).toBe(letterByLetter(text, stops));
    }),
    { numRuns: 2000 },
  );
});

/** The plainest way to stop: grow the text until it ends in a stop string, and take the longest such one away. */
function letterByLetter(text: string, stops: readonly string[]): string {
  for (let length = 1; length <= text.length; length += 1) {
    const grown = text.slice(0, length);
    const met = stops.filter((stop) => stop !== "" && grown.endsWith(stop)).map((stop) => stop.length);
    if (met.length > 0) return grown.slice(0, length - Math.max(...met));
  }
  return text;
}

it("holds back no more than what may become a stop string", () => {
  const filter = createStopFilter(["STOP"]);
  expect(filter.push("say ST")).toBe("say ");
  expect(filter.push("A")).toBe("STA");
  expect(filter.push("STO")).toBe("");
  expect(filter.flush()).toBe("STO");
});
