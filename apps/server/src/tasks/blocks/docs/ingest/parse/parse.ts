import type { Kind } from "../source/kinds.ts";
import type { Document } from "./outline.ts";
import { parseHtml } from "./parse-html.ts";
import { parseMarkdown } from "./parse-markdown.ts";
import { parseText } from "./parse-text.ts";

const parsers: Readonly<Record<Kind, (content: string) => Document>> = {
  markdown: parseMarkdown,
  html: parseHtml,
  text: parseText,
};

/** The prose of a file, by the headings it stands under. */
export function parse(kind: Kind, content: string): Document {
  // A byte order mark is no part of the text.
  return parsers[kind](content.replace(/^\uFEFF/, ""));
}
