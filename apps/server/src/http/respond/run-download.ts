import { newId } from "../../store/new-id.ts";
import { type Call, invoke } from "../call.ts";
import { fail } from "../errors/http-error.ts";
import type { Held } from "../meter/budgets.ts";
import { release, reserveFor } from "../meter/reserve-for.ts";
import { settle } from "../meter/settle.ts";
import type { DownloadResult } from "../operation.ts";
import { byteRange } from "./byte-range.ts";

/**
 * Answers with bytes: all, or where the content has a name (`etag`) and can be cut, the part that is asked for.
 * Metered before the first byte: from then on the client has what it asked for.
 */
export async function runDownload(call: Call): Promise<Response> {
  const held = await reserveFor(call, call.deps.db);
  try {
    const response = await download(call, held);
    if (held) call.deps.budgets?.forget(held);
    return response;
  } catch (error) {
    await release(call, held);
    throw error;
  }
}

async function download(call: Call, held: Held | undefined): Promise<Response> {
  const { result, meter } = invoke(call, call.deps.db, held);
  const { body, contentType, fileName, sizeBytes, etag } = (await result) as DownloadResult;
  const size = body instanceof Blob ? body.size : body instanceof Uint8Array ? body.byteLength : sizeBytes;
  const headers = new Headers({
    "content-type": contentType,
    // What users stored must not run as a page of this server.
    "x-content-type-options": "nosniff",
    "content-disposition": `attachment${fileName === undefined ? "" : `; filename*=UTF-8''${encodeURIComponent(fileName)}`}`,
  });
  if (etag !== undefined) headers.set("etag", etag);
  if (!(body instanceof Blob) || etag === undefined) {
    await settle(call.deps.db, call, newId("evt"), meter, held);
    if (size !== undefined) headers.set("content-length", String(size));
    return new Response(body, { headers });
  }
  headers.set("accept-ranges", "bytes");
  const range = byteRange(call.request.headers, etag, body.size);
  if (range === "none") return outside(body.size);
  await settle(call.deps.db, call, newId("evt"), meter, held);
  const { from, to } = range ?? { from: 0, to: body.size };
  headers.set("content-length", String(to - from));
  if (range) headers.set("content-range", `bytes ${from}-${to - 1}/${body.size}`);
  return new Response(body.slice(from, to).stream(), { status: range ? 206 : 200, headers });
}

function outside(size: number): never {
  const message = `The content has ${size} bytes; the range lies outside of it. Ask for an earlier one.`;
  return fail(416, "range_not_satisfiable", message, { headers: { "content-range": `bytes */${size}` } });
}
