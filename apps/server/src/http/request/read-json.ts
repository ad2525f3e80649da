import { fail } from "../errors/http-error.ts";
import { clientGone } from "../inflight.ts";
import { isDeeperThan } from "./json-depth.ts";

const deepest = 64;
/** Bytes that are no text are refused; replaced, they would be kept as something nobody sent. */
const strictUtf8 = new TextDecoder("utf-8", { fatal: true });

/** Reads a JSON object of at most `limit` bytes; `{}` when the request has no body. */
export async function readJson(request: Request, limit: number): Promise<Record<string, unknown>> {
  const text = await readText(request, limit);
  if (text === "") return {};
  if (isDeeperThan(text, deepest)) {
    fail(400, "body_too_deep", `The body nests deeper than ${deepest} levels. Flatten it.`);
  }
  const value = parse(text);
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    fail(400, "invalid_json", "The body must be a JSON object.");
  }
  return value as Record<string, unknown>;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return fail(400, "invalid_json", "The body is not valid JSON. Send one JSON object, in UTF-8.");
  }
}

async function readText(request: Request, limit: number): Promise<string> {
  if (Number(request.headers.get("content-length")) > limit) tooLarge(limit);
  if (request.body === null) return "";
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of unlessGone(request.body)) {
    size += chunk.byteLength;
    // Counted as it comes: the length header may be missing.
    if (size > limit) tooLarge(limit);
    chunks.push(chunk);
  }
  try {
    return strictUtf8.decode(Buffer.concat(chunks));
  } catch {
    return fail(400, "invalid_json", "The body is not valid UTF-8. Send one JSON object, in UTF-8.");
  }
}

/** A body that breaks off was left by its sender: nobody is there to be told, and nothing of ours failed. */
async function* unlessGone(body: ReadableStream<Uint8Array>): AsyncIterable<Uint8Array> {
  try {
    yield* body;
  } catch {
    throw clientGone();
  }
}

function tooLarge(limit: number): never {
  // Without this the unread rest of the body would be taken for the next request.
  const headers = { connection: "close" };
  return fail(413, "body_too_large", `The body is larger than ${limit} bytes. Send less at a time.`, {
    headers,
  });
}
