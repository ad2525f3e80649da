import { expect, test } from "vitest";
import { sentencesOf } from "./sentences.ts";

const cut = (text: string, mayInstruct = false) =>
  sentencesOf({ label: "1", source: "s", text, mayInstruct });
const texts = (text: string, mayInstruct = false) => cut(text, mayInstruct).map((sentence) => sentence.text);

test("cuts running text into sentences", () => {
  expect(texts("It is so. Is it? It is!")).toEqual(["It is so.", "Is it?", "It is!"]);
});

test("does not stop at abbreviations or numbers", () => {
  expect(texts("Dr. Ada Lovelace met J. Smith at 3.5 km, e.g. Monday. They left.")).toEqual([
    "Dr. Ada Lovelace met J. Smith at 3.5 km, e.g. Monday.",
    "They left.",
  ]);
});

test("reads on over a line break and keeps it", () => {
  expect(texts("One sentence over\ntwo lines. Next.")).toEqual(["One sentence over\ntwo lines.", "Next."]);
});

const markdown = `# Refunds

| plan | price |
| ---- | ----- |
| Pro  | 49    |

- Refunds take **five** days.
  They go to the card.
- no full stop here
1. First step is easy.
> A quoted line stays.

\`\`\`js
const code = "Not a sentence.";
\`\`\`
Text after code. [Docs](https://example.com/a.b) explain it.
---
<details>`;

test("leaves out headings, tables, code, rules and tags, and list markers", () => {
  expect(texts(markdown)).toEqual([
    "Refunds take **five** days.",
    "They go to the card.",
    "no full stop here",
    "First step is easy.",
    "A quoted line stays.",
    "Text after code.",
    "[Docs](https://example.com/a.b) explain it.",
  ]);
});

test("quotes verbatim, whatever the text", () => {
  for (const { text } of cut(markdown)) expect(markdown).toContain(text);
});

test("tells whole sentences from fragments", () => {
  expect(
    cut(markdown)
      .filter((sentence) => !sentence.whole)
      .map((sentence) => sentence.text),
  ).toEqual(["no full stop here"]);
});

test("cuts text without full stops between words", () => {
  const long = "word ".repeat(300).trim();
  const parts = texts(long);
  expect(parts.join(" ")).toBe(long);
  expect(Math.max(...parts.map((part) => part.length))).toBeLessThanOrEqual(500);
});

test("does not take orders to a model for facts", () => {
  const message = "You are a helpful assistant. Answer briefly. The shop opens at nine.";
  expect(texts(message, true)).toEqual(["The shop opens at nine."]);
  expect(texts(message, false)).toHaveLength(3);
});

test("finds nothing in nothing", () => {
  expect(texts(" \n\n***\n12 : 30\n")).toEqual([]);
});
