import { readFileSync } from "node:fs";
import { mkdir, rename, writeFile } from "node:fs/promises";
import { dirname } from "node:path";

/** What a recording's file holds: readable JSON, to be kept beside the tests that use it. */
export interface Recording {
  readonly format: "platform-recording/1";
  readonly exchanges: readonly Exchange[];
}

/** A request and what came of it. */
export interface Exchange {
  readonly request: {
    readonly method: string;
    readonly url: string;
    readonly headers: readonly Header[];
    readonly body?: Bytes | undefined;
  };
  /** Absent when no answer came. */
  readonly response?: RecordedResponse | undefined;
  /** Why no answer came; `silent`: the client gave up waiting for it. */
  readonly failure?:
    | { readonly silent: boolean; readonly code?: string | undefined; readonly message: string }
    | undefined;
}

export interface RecordedResponse {
  readonly status: number;
  readonly statusText: string;
  readonly headers: readonly Header[];
  /** As `fetch` gives it: of a compressed body the bytes it stands for. */
  readonly body?: Bytes | undefined;
  /** The parts it came in: bytes, and milliseconds since the part before. */
  readonly parts: ReadonlyArray<readonly [bytes: number, waitMs: number]>;
  /** Read to its end; broken off; the client gave up waiting for more; or read no further. */
  readonly end: "whole" | "broken" | "silent" | "left";
}

type Header = readonly [name: string, value: string];

/** Bytes as text where they are UTF-8, else as base64. */
export type Bytes = { readonly text: string } | { readonly base64: string };

export function encodeBytes(bytes: Uint8Array): Bytes {
  try {
    // A mark at the beginning is a part of the bytes.
    return { text: new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes) };
  } catch {
    return { base64: Buffer.from(bytes).toString("base64") };
  }
}

export const decodeBytes = (bytes: Bytes): Buffer<ArrayBuffer> =>
  "text" in bytes ? Buffer.from(bytes.text) : Buffer.from(bytes.base64, "base64");

/** Whole or not at all: a reader never finds half a file. */
export async function writeRecording(file: string, exchanges: readonly Exchange[]): Promise<void> {
  const recording: Recording = { format: "platform-recording/1", exchanges };
  await mkdir(dirname(file), { recursive: true });
  const draft = `${file}.${process.pid}.draft`;
  await writeFile(draft, `${JSON.stringify(recording, undefined, 2)}\n`);
  await rename(draft, file);
}

export function readRecording(file: string): Recording {
  const recording = JSON.parse(readFileSync(file, "utf8")) as Partial<Recording>;
  if (recording.format !== "platform-recording/1" || !Array.isArray(recording.exchanges)) {
    throw new TypeError("it is not of the format platform-recording/1");
  }
  return recording as Recording;
}
