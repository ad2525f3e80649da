import { expect, test } from "vitest";
import { toTexts } from "./to-texts.ts";

const size = { chunkChars: 100, overlapChars: 0 };

test("a passage says where it is from; its id comes of name and number alone", () => {
  const source = { name: "guide/a.md", kind: "markdown" } as const;
  const [first, second] = toTexts(source, "# Cats\n\nThey sleep.\n\n## Food\n\nFish.", size);
  expect(first).toEqual({
    id: expect.stringMatching(/^doc_[0-9a-f]{32}$/),
    text: "They sleep.",
    metadata: { source: "guide/a.md", title: "Cats", heading: "Cats", chunk: 0 },
  });
  expect(second?.metadata).toMatchObject({ heading: "Cats > Food", chunk: 1 });
  const [changed] = toTexts(source, "Other words.", size);
  expect(changed?.id).toBe(first?.id);
  expect(changed?.metadata).toMatchObject({ title: "guide/a.md", heading: "" });
  expect(toTexts({ ...source, name: "b.md" }, "Other words.", size)[0]?.id).not.toBe(first?.id);
});
