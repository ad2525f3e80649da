import { expect, test } from "vitest";
import { contentWords, overlaps } from "./words.ts";

test("keeps the words that carry meaning, without their endings", () => {
  expect([...contentWords("How are the Refunds refunded in 30 days?")]).toEqual(["refund", "30", "day"]);
});

test("counts shared words, rare ones for more", () => {
  const [both, rare, common, none] = overlaps("What does the plan cost?", [
    "The plan costs 4 euros.",
    "It costs a lot.",
    "A plan is a plan.",
    "Penguins swim.",
    "Plan ahead.",
  ]);
  expect(both).toBe(1);
  expect(rare).toBeGreaterThan(common ?? 1);
  expect(none).toBe(0);
});

test("is 0 when the question has no word of meaning", () => {
  expect(overlaps("What is it?", ["It is what it is."])).toEqual([0]);
});
