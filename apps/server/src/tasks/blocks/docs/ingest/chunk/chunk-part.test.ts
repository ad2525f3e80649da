import fc from "fast-check";
import { expect, test } from "vitest";
import { chunkPart } from "./chunk-part.ts";

test("whole paragraphs go together while they fit", () => {
  const size = { chunkChars: 20, overlapChars: 0 };
  expect(chunkPart(["12345678", "12345678", "next"], size)).toEqual(["12345678\n\n12345678", "next"]);
});

test("a long paragraph is cut between sentences, a long sentence between words, a long word anywhere", () => {
  const size = { chunkChars: 24, overlapChars: 0 };
  expect(chunkPart(["Cats sleep. Dogs do not. Birds sing all day."], size)).toEqual([
    "Cats sleep. Dogs do not.",
    "Birds sing all day.",
  ]);
  expect(chunkPart(["one two three four five six seven"], size)).toEqual([
    "one two three four five",
    "six seven",
  ]);
  expect(chunkPart(["x".repeat(50)], size).map((chunk) => chunk.length)).toEqual([24, 24, 2]);
});

test("a passage repeats whole sentences of the one before, as far as the overlap goes", () => {
  const size = { chunkChars: 40, overlapChars: 15 };
  expect(chunkPart(["Cats sleep a lot. Dogs bark. Birds sing. Fish are quiet."], size)).toEqual([
    "Cats sleep a lot. Dogs bark. Birds sing.",
    "Birds sing. Fish are quiet.",
  ]);
});

test("whatever the text: nothing is lost, no passage is too long, nor empty, no character is cut", () => {
  const texts = fc.array(fc.string({ unit: "grapheme", maxLength: 200 }), { maxLength: 12 });
  fc.assert(
    fc.property(texts, fc.integer({ min: 10, max: 80 }), (paragraphs, chunkChars) => {
      const given = paragraphs.map((paragraph) => paragraph.trim()).filter(Boolean);
      const chunks = chunkPart(given, { chunkChars, overlapChars: 0 });
      const bare = (list: readonly string[]) => list.join("").replaceAll(/\s/g, "");
      expect(bare(chunks)).toBe(bare(given));
      expect(chunks.every((chunk) => chunk !== "" && chunk.length <= chunkChars)).toBe(true);
      expect(chunks.some((chunk) => /\p{Surrogate}/u.test(chunk))).toBe(false);
    }),
  );
});
