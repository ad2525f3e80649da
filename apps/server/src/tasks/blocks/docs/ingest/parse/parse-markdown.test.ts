import { expect, test } from "vitest";
import { parseMarkdown } from "./parse-markdown.ts";

const sample = `---
title: "The cat book"
layout: page
---
Before any heading.

# Cats

Cats *sleep* a **lot**, see [the guide](https://example.test/guide) and \`purr()\` &amp; 1 < 2.
They do.

## Food

- Fish
- Birds
  1. Small
  2. Big

| Food | Cost |
| ---- | ---- |
| Fish | 2 |
| Milk |  |

\`\`\`js
feed(cat);
\`\`\`

> Never feed <b>dogs</b> here.

### Milk ![a bowl](bowl.png)

Only *sometimes*\\*.
`;

test("prose by its headings, without signs; front matter names it", () => {
  expect(parseMarkdown(sample)).toEqual({
    title: "The cat book",
    parts: [
      { heading: [], paragraphs: ["Before any heading."] },
      {
        heading: ["Cats"],
        paragraphs: ["Cats sleep a lot, see the guide and purr() & 1 < 2. They do."],
      },
      {
        heading: ["Cats", "Food"],
        paragraphs: [
          "- Fish",
          "- Birds",
          "1. Small",
          "2. Big",
          "Food: Fish; Cost: 2",
          "Food: Milk",
          "feed(cat);",
          "Never feed dogs here.",
        ],
      },
      { heading: ["Cats", "Food", "Milk a bowl"], paragraphs: ["Only sometimes*."] },
    ],
  });
});

test("without front matter the first heading of the first level is the title", () => {
  expect(parseMarkdown("## Two\n\na\n\n# One\n\nb").title).toBe("One");
  expect(parseMarkdown("just text").title).toBeUndefined();
  expect(parseMarkdown("").parts).toEqual([]);
});

test("a heading of a higher level leaves the lower ones behind", () => {
  const { parts } = parseMarkdown("# A\n\n### C\n\none\n\n## B\n\ntwo");
  expect(parts.map(({ heading }) => heading)).toEqual([
    ["A", "C"],
    ["A", "B"],
  ]);
});
