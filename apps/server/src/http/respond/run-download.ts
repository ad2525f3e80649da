import { newId } from "../../store/new-id.ts";
import { type Call, invoke } from "../call.ts";
import { settle } from "../meter/settle.ts";
import type { DownloadResult } from "../operation.ts";

/** Answers with bytes. Metered before the first byte: from then on the client has what it asked for. */
export async function runDownload(call: Call): Promise<Response> {
  const { result, meter } = invoke(call, call.deps.db);
  const { body, contentType, fileName, sizeBytes } = (await result) as DownloadResult;
  await settle(call.deps.db, call, newId("evt"), meter);
  const size = body instanceof Uint8Array ? body.byteLength : sizeBytes;
  const headers = new Headers({
    "content-type": contentType,
    // What users stored must not run as a page of this server.
    "x-content-type-options": "nosniff",
    "content-disposition": `attachment${fileName === undefined ? "" : `; filename*=UTF-8''${encodeURIComponent(fileName)}`}`,
  });
  if (size !== undefined) headers.set("content-length", String(size));
  return new Response(body, { headers });
}
