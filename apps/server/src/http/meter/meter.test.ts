import { assert, bigInt, property } from "fast-check";
import { expect, test } from "vitest";
import { addDecimals } from "./decimals.ts";
import { createMeter } from "./meter.ts";

test("sums are exact", () => {
  expect(addDecimals("0.1", "0.2")).toBe("0.3");
  expect(addDecimals("9007199254740993", "0.000000000001")).toBe("9007199254740993.000000000001");
  assert(
    property(bigInt({ min: 0n }), bigInt({ min: 0n }), (a, b) => addDecimals(`${a}`, `${b}`) === `${a + b}`),
  );
});

test.each(["", "-1", "1e3", "NaN", "1.", ".5"])("%j is no amount", (text) => {
  expect(() => addDecimals("0", text)).toThrow(TypeError);
});

test("amounts add up, later labels win, tags join, and nothing at all is one request", () => {
  const meter = createMeter();
  expect(meter.read().units).toEqual({ request: "1" });
  meter.add({ inputTokens: "3" }, { model: "a", tags: { team: "x" } });
  meter.add({ inputTokens: "4", outputTokens: "1" }, { model: "b", tags: { step: "2" } });
  expect(meter.read()).toEqual({
    units: { inputTokens: "7", outputTokens: "1" },
    labels: { model: "b", tags: { team: "x", step: "2" } },
  });
});
