import { assert, nat, property, string } from "fast-check";
import { expect, test } from "vitest";
import { countTokens } from "../sentence-encoder/text/count-tokens.ts";
import { cutAtStop, cutAtTokens, pieces } from "./cut.ts";

test("ends before the first of several stops", () => {
  expect(cutAtStop("one two three", ["three", "two"])).toBe("one ");
  expect(cutAtStop("one two", ["none", ""])).toBe("one two");
  expect(cutAtStop("one two")).toBe("one two");
});

test("never gives more tokens than asked, nor half a character", () => {
  assert(
    property(string({ unit: "binary" }), nat(20), (text, most) => {
      const start = cutAtTokens(text, most);
      expect(text.startsWith(start)).toBe(true);
      expect(countTokens(start)).toBeLessThanOrEqual(most);
      expect([...text].slice(0, [...start].length).join("")).toBe(start);
    }),
  );
});

test("gives all there is room for", () => {
  const text = "The cat sat on the mat.";
  expect(cutAtTokens(text, countTokens(text))).toBe(text);
  expect(countTokens(cutAtTokens(text, 3))).toBe(3);
});

test("cuts into pieces that are the text again", () => {
  assert(
    property(string(), (text) => {
      expect(pieces(text).join("")).toBe(text);
    }),
  );
  expect(pieces('From: "a b" [1]\n\nend')).toHaveLength(5);
});
