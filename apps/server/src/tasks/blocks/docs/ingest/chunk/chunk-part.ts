import { sentences } from "./sentences.ts";

export interface ChunkSize {
  /** Longest passage, in characters. */
  readonly chunkChars: number;
  /** Most characters a passage repeats of the one before. */
  readonly overlapChars: number;
}

interface Piece {
  readonly text: string;
  /** What stands between it and the piece before. */
  readonly joint: string;
}

/** Cuts paragraphs into passages, between paragraphs where it can, else between sentences, else between words. */
export function chunkPart(paragraphs: readonly string[], size: ChunkSize): string[] {
  const pieces = paragraphs.flatMap((paragraph) => piecesOf(paragraph, size.chunkChars));
  const chunks: string[] = [];
  let current: Piece[] = [];
  for (const piece of pieces) {
    if (current.length > 0 && lengthOf([...current, piece]) > size.chunkChars) {
      chunks.push(textOf(current));
      current = tail(current, piece, size);
    }
    current.push(piece);
  }
  if (current.length > 0) chunks.push(textOf(current));
  return chunks;
}

function piecesOf(paragraph: string, most: number): Piece[] {
  const whole = [{ text: paragraph, joint: "\n\n" }];
  if (paragraph.length <= most) return whole;
  return sentences(paragraph, most).map((text, at) => ({ text, joint: at === 0 ? "\n\n" : " " }));
}

/** The last pieces of a passage that fit the overlap and leave room for the next piece. */
function tail(pieces: readonly Piece[], next: Piece, { chunkChars, overlapChars }: ChunkSize): Piece[] {
  let from = pieces.length;
  while (from > 0) {
    const kept = pieces.slice(from - 1);
    if (lengthOf(kept) > overlapChars || lengthOf([...kept, next]) > chunkChars) break;
    from--;
  }
  return pieces.slice(from);
}

function textOf(pieces: readonly Piece[]): string {
  return pieces.map(({ text, joint }, at) => (at === 0 ? "" : joint) + text).join("");
}

function lengthOf(pieces: readonly Piece[]): number {
  return pieces.reduce((sum, { text, joint }, at) => sum + (at === 0 ? 0 : joint.length) + text.length, 0);
}
