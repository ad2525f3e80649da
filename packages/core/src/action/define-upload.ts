import type { Client } from "../client/create-client.ts";
import type { CallOptions } from "../client/options.ts";
import { call } from "../transport/call.ts";
import { counted } from "../transport/progress.ts";
import { readJson, requestIdOf } from "../transport/read.ts";
import type { UploadContract } from "./contract.ts";
import { decode } from "./define-action.ts";
import { toRequest } from "./request.ts";

/** Bytes to send. All but a stream can be sent again after a failure. */
export type UploadBody = Uint8Array<ArrayBuffer> | Blob | string | ReadableStream<Uint8Array>;

/** How far a transfer is. */
export interface TransferProgress {
  transferredBytes: number;
  /** `undefined` when the length is not known beforehand. */
  totalBytes: number | undefined;
}

export interface TransferOptions extends CallOptions {
  /** Told after each part. */
  onProgress?: ((progress: TransferProgress) => void) | undefined;
}

/** An operation that sends bytes. */
export interface UploadAction<P, R> {
  (client: Client, params: P, body: UploadBody, options?: TransferOptions): Promise<R>;
  readonly contract: UploadContract<P, R>;
}

/** Declares an operation that sends bytes and gets one answer. */
export function defineUpload<P, R>(declared: Omit<UploadContract<P, R>, "kind">): UploadAction<P, R> {
  const contract = { kind: "upload" as const, ...declared };
  const run = async (
    client: Client,
    params: P,
    body: UploadBody,
    options: TransferOptions = {},
  ): Promise<R> => {
    const laid = await toRequest(contract, params, "query");
    const headers = { "content-type": "application/octet-stream" };
    const source = typeof body === "string" ? new Blob([body]) : body;
    const { onProgress } = options;
    let failed: { error: unknown } | undefined;
    const followed = onProgress || source instanceof ReadableStream;
    // A source that is followed must be a stream, which fetch can send only once.
    const sent = followed ? counted(source, onProgress, (error) => (failed = { error })) : source;
    const made = call(client, { ...laid, headers, body: sent }, options, async (response) =>
      decode(contract.name, contract.result, await readJson(response), requestIdOf(response)),
    );
    return made.catch((error: unknown) => {
      // What the source or its follower threw is the caller's own, not the network's.
      throw failed ? failed.error : error;
    });
  };
  return Object.assign(run, { contract });
}
