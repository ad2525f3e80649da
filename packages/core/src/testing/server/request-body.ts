import type { IncomingMessage } from "node:http";
import { buffer } from "node:stream/consumers";
import { refusal } from "./error-answer.ts";

/** All bytes of a request; of one that breaks off, none. */
export async function readBody(request: IncomingMessage): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await buffer(request).catch(() => Buffer.alloc(0)));
}

/** A JSON object; no bytes are an empty one. @throws {ApiError} 400 `invalid_json`. */
export function parseBody(bytes: Uint8Array): Record<string, unknown> {
  if (bytes.byteLength === 0) return {};
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    throw refusal(400, "invalid_json", "The body is not valid JSON in UTF-8.");
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw refusal(400, "invalid_json", "The body must be a JSON object.");
  }
  return value as Record<string, unknown>;
}
