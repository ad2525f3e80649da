import { expect, test } from "vitest";
import { labelBlocks, takeBlocks } from "./passage-blocks.ts";

test("takes blocks out of a message with their id and source", () => {
  const taken = takeBlocks(
    'Use these.\n<passage id="7" source="docs/a.md">\nOne.\n</passage><passage>Two.</passage>\nThanks.',
  );
  expect(taken.blocks).toEqual([
    { id: "7", source: "docs/a.md", text: "One." },
    { id: undefined, source: undefined, text: "Two." },
  ]);
  expect(taken.rest).toBe("Use these.\n\n\n\nThanks.");
});

test.each(["<passage>never closed", "<passage", "<passages>other tag</passages>", "a < b > c </passage>"])(
  "leaves %j as text",
  (text) => {
    expect(takeBlocks(text)).toEqual({ blocks: [], rest: text });
  },
);

test("reads a tag inside a passage as its text", () => {
  expect(takeBlocks("<passage>a <passage> b</passage> c")).toEqual({
    blocks: [{ id: undefined, source: undefined, text: "a <passage> b" }],
    rest: "c",
  });
});

const block = (id: string | undefined) => ({ id, source: undefined, text: "x" });

test("labels every passage differently", () => {
  const labels = labelBlocks([block("2"), block(undefined), block("2"), block("a"), block(undefined)]);
  expect(labels.map((passage) => passage.label)).toEqual(["2", "1", "3", "a", "4"]);
});
