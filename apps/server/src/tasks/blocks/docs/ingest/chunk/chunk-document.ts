import type { Document } from "../parse/outline.ts";
import { chunkPart, type ChunkSize } from "./chunk-part.ts";

export interface Chunk {
  readonly text: string;
  /** The headings above it, outermost first, joined by ` > `; empty when there is none. */
  readonly heading: string;
}

/** Passages of a document, in its order; none reaches over a heading. */
export function chunkDocument({ parts }: Document, size: ChunkSize): Chunk[] {
  return parts.flatMap(({ heading, paragraphs }) =>
    chunkPart(paragraphs, size).map((text) => ({ text, heading: heading.join(" > ").slice(0, 1_000) })),
  );
}
