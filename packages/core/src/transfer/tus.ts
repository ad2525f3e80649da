import type { RequestSpec } from "../action/request.ts";
import type { Client } from "../client/create-client.ts";
import type { CallOptions } from "../client/options.ts";
import { call } from "../transport/call.ts";
import { notReadable } from "../transport/read.ts";

/** What a request needs besides its own: the operation it is for, and how it is sent. */
export interface TusContext {
  readonly client: Client;
  readonly about: Pick<RequestSpec, "contract" | "params">;
  readonly options: CallOptions;
}

/** SHA-256, in base64. */
export async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  return base64(new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)));
}

export const base64 = (bytes: Uint8Array): string => btoa(String.fromCharCode(...bytes));

/** Makes an upload of so many bytes, and gives its id. */
export function createUpload(context: TusContext, length: number): Promise<string> {
  const { name } = context.about.contract;
  const headers = {
    "upload-length": String(length),
    "upload-metadata": `operation ${base64(new TextEncoder().encode(name))}`,
  };
  return ask(context, { method: "POST", path: "/v1/uploads", headers }, (response) => {
    const id = /\/([^/]+)$/.exec(response.headers.get("location") ?? "")?.[1];
    if (!id) throw notReadable(response, "an upload");
    return id;
  });
}

/** How much of it the server has. */
export const offsetOf = (context: TusContext, id: string): Promise<number> =>
  ask(context, { method: "HEAD", path: `/v1/uploads/${id}` }, readOffset);

/** Sends one part, and gives how much the server has then. */
export async function sendPart(
  context: TusContext,
  id: string,
  offset: number,
  bytes: Uint8Array<ArrayBuffer>,
  digest: string,
): Promise<number> {
  const headers = {
    "content-type": "application/offset+octet-stream",
    "upload-offset": String(offset),
    "upload-checksum": `sha256 ${digest}`,
  };
  return ask(context, { method: "PATCH", path: `/v1/uploads/${id}`, headers, body: bytes }, readOffset);
}

function readOffset(response: Response): number {
  const offset = response.headers.get("upload-offset");
  if (!offset || !/^\d+$/.test(offset)) throw notReadable(response, "about an upload");
  return Number(offset);
}

const ask = <T>(
  { client, about, options }: TusContext,
  spec: Omit<RequestSpec, "contract" | "params">,
  take: (response: Response) => T,
): Promise<T> =>
  call(
    client,
    { ...about, ...spec, headers: { ...spec.headers, "tus-resumable": "1.0.0" } },
    options,
    async (response) => take(response),
  );
