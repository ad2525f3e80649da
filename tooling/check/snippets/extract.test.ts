import { expect, test } from "vitest";
import { extract } from "./extract.ts";

const page = [
  "# Page",
  "",
  "```ts run",
  "const a = 1;",
  "```",
  "",
  "<!-- not checked: only half -->",
  "```ts ignore",
  "a(",
  "```",
  "",
  "```",
  "plain",
  "```",
];

test("finds every block with its words, line and reason", () => {
  const [run, ignored, plain, ...more] = extract("README.md", page.join("\n"));
  expect(run).toMatchObject({ line: 3, info: ["ts", "run"], code: "const a = 1;", reason: undefined });
  expect(ignored).toMatchObject({ line: 8, info: ["ts", "ignore"], reason: "only half" });
  expect(plain).toMatchObject({ line: 12, info: [], code: "plain", reason: undefined });
  expect(more).toEqual([]);
});

test("a longer fence may hold shorter ones, and an indented block loses its indent", () => {
  const blocks = extract(
    "p.md",
    ["````md", "```ts", "x", "```", "````", "  ```ts", "  y", "  ```"].join("\n"),
  );
  expect(blocks.map(({ code }) => code)).toEqual(["```ts\nx\n```", "y"]);
});
