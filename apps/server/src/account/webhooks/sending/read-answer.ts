import type { Readable } from "node:stream";

const mostRead = 64 * 1024;
const mostKept = 1_024;

/** The beginning of an answer as text that the database can hold. No more than 64 kB are read, whatever comes. */
export async function readAnswer(body: Readable): Promise<string> {
  const parts: Buffer[] = [];
  let size = 0;
  try {
    for await (const part of body) {
      parts.push(part as Buffer);
      size += (part as Buffer).length;
      if (size >= mostRead) break;
    }
  } catch {
    // The status has been said; a body that breaks off changes nothing about it.
  }
  body.destroy();
  const text = new TextDecoder().decode(Buffer.concat(parts).subarray(0, mostKept * 4));
  // A character may take two places, and half of one cannot be kept.
  return text
    .replaceAll("\0", "\ufffd")
    .slice(0, mostKept)
    .replace(/[\ud800-\udbff]$/, "");
}
