import { readFileSync } from "node:fs";
import { packageFile } from "../model/package.ts";

/** A piece of a word and its log probability; the place in the list is the id. */
export type Piece = readonly [text: string, score: number];

/** Reads the 8,000 pieces the model was trained with. */
export function readVocabulary(): Piece[] {
  const pieces: unknown = JSON.parse(readFileSync(packageFile("vocab.json"), "utf8"));
  if (!Array.isArray(pieces)) throw new Error("vocab.json is not a list of pieces");
  return pieces.map(readPiece);
}

function readPiece(entry: unknown): Piece {
  if (!Array.isArray(entry) || typeof entry[0] !== "string")
    throw new Error("vocab.json holds a broken piece");
  // Five pieces with a colon have no score; the model's own tokenizer adds the `null` up as 0.
  return [entry[0], typeof entry[1] === "number" ? entry[1] : 0];
}
