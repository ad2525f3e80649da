import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { faults } from "../../testing.ts";

const page = readFileSync(new URL("../../../docs/testing.md", import.meta.url), "utf8");
const [, table = ""] = page.split("## The faults");
const rowsOf = (text: string) =>
  text
    .split("\n")
    .filter((line) => line.startsWith("| `"))
    .map((line) => line.replaceAll(/\s+/g, " "));

test("the page's table holds every fault as the code has it, and no other", () => {
  const rows = faults.map(({ name, about, runs, kinds }) => {
    const which = kinds.length === 6 ? "all" : kinds.join(", ");
    return `| \`${name}\` | ${about} | ${runs ? "yes" : "no"} | ${which} |`;
  });
  expect(rowsOf(table)).toEqual(rows);
  expect(page).toContain(`as planned: ${faults.length} by name`);
});

test.each([
  ["../server/serve-actions.ts", "ServeActionsOptions"],
  ["../server/serve-actions.ts", "ActionServer"],
  ["./plan.ts", "RandomFaultOptions"],
  ["../recording/mask.ts", "MaskOptions"],
  ["../recording/replay.ts", "ReplayOptions"],
])("every field of %s %s is told of", (file, name) => {
  const source = readFileSync(new URL(file, import.meta.url), "utf8");
  const [, body = ""] = source.split(`export interface ${name} `);
  const fields = [...body.slice(0, body.indexOf("\n}")).matchAll(/^ {2}(?:readonly )?(\w+)[?:(]/gm)];
  expect(fields.length).toBeGreaterThan(1);
  for (const [, field] of fields) expect(page).toMatch(new RegExp(`^\\| \`${field}\\b`, "m"));
});
