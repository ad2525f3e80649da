import type { Kind } from "./kinds.ts";

/** A file to read. */
export interface Source {
  /** Its path below the folder, with `/`, or the name it was sent with. */
  readonly name: string;
  readonly kind: Kind;
  readonly bytes: number;
  /** @throws {UnreadableError} */
  read(): Promise<string>;
}

/** What there is to read, in an order that is the same each time, and what is left out. */
export interface Sources {
  readonly sources: readonly Source[];
  readonly skipped: readonly { readonly name: string; readonly reason: string }[];
}

/** One file cannot be read; the others can. */
export class UnreadableError extends Error {
  override readonly name = "UnreadableError";
}

/** Largest file, in bytes. */
export const mostBytes = 5 * 1024 * 1024;

/** @throws {UnreadableError} for what is not text. */
export function decode(bytes: Uint8Array): string {
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new UnreadableError("it is not UTF-8 text");
  }
  if (text.includes("\0")) throw new UnreadableError("it is not text");
  return text;
}
