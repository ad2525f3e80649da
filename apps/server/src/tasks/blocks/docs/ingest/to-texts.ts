import { createHash } from "node:crypto";
import type { TextInput } from "@platform/vectors";
import { chunkDocument } from "./chunk/chunk-document.ts";
import type { ChunkSize } from "./chunk/chunk-part.ts";
import { parse } from "./parse/parse.ts";
import type { Source } from "./source/source.ts";

/** A file's passages as an index takes them. Ids come of name and number, so the same file again replaces itself. */
export function toTexts(
  { name, kind }: Pick<Source, "name" | "kind">,
  content: string,
  size: ChunkSize,
): TextInput[] {
  const document = parse(kind, content);
  const title = (document.title ?? name).slice(0, 1_000);
  return chunkDocument(document, size).map(({ text, heading }, chunk) => ({
    id: `doc_${sha256(`${name}\0${chunk}`).slice(0, 32)}`,
    text,
    metadata: { source: name, title, heading, chunk },
  }));
}

export function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
