import { createOutline, type Document } from "./outline.ts";

/** Plain text: paragraphs stand between empty lines. */
export function parseText(content: string): Document {
  const outline = createOutline();
  for (const paragraph of content.split(/\r?\n[ \t]*(?:\r?\n)+/)) {
    outline.paragraph(paragraph.replaceAll(/[ \t]*\r?\n[ \t]*/g, "\n"));
  }
  return outline.done();
}
