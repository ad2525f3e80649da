import { expect, test } from "vitest";
import { tellSkipped } from "./tell-skipped.ts";

test("one line a reason, with a few names", () => {
  const lines: string[] = [];
  const other = ["a.ts", "b.ts", "c.ts", "d.ts", "e.ts"].map((name) => ({
    name,
    reason: "its ending is not asked for",
  }));
  tellSkipped([...other, { name: "link.md", reason: "it is a link" }], (line) => lines.push(line));
  expect(lines).toEqual([
    "skipped a.ts, b.ts, c.ts and 2 more: its ending is not asked for",
    "skipped link.md: it is a link",
  ]);
});
