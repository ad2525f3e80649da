import { expect, test } from "vitest";
import { table } from "./table.ts";

test("numbers stand right, words left, and no line ends in spaces", () => {
  expect(
    table(
      ["name", "ms"],
      [
        ["a", "5"],
        ["long name", "+12.5"],
      ],
    ),
  ).toBe(["name          ms", "---------  -----", "a              5", "long name  +12.5"].join("\n"));
});
