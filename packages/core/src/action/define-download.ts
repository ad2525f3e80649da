import type { Client } from "../client/create-client.ts";
import { StreamError } from "../errors/client-errors.ts";
import type { Attempt } from "../transport/attempt.ts";
import { call, type Tell } from "../transport/call.ts";
import { counted } from "../transport/progress.ts";
import { requestIdOf } from "../transport/read.ts";
import type { DownloadContract } from "./contract.ts";
import type { Args } from "./define-action.ts";
import type { TransferOptions } from "./define-upload.ts";
import { toRequest } from "./request.ts";

/** Bytes on their way. Read them in one of three ways, once. */
export interface Download {
  readonly contentType: string;
  /** `undefined` when the server does not say. */
  readonly sizeBytes: number | undefined;
  /** As they come; cancelling it ends the request. */
  readonly stream: ReadableStream<Uint8Array>;
  bytes(): Promise<Uint8Array<ArrayBuffer>>;
  text(): Promise<string>;
}

/** An operation that gets bytes. */
export interface DownloadAction<P> {
  (client: Client, ...args: Args<P, TransferOptions>): Promise<Download>;
  readonly contract: DownloadContract<P>;
}

/** Declares an operation that answers with bytes. */
export function defineDownload<P>(declared: Omit<DownloadContract<P>, "kind">): DownloadAction<P> {
  const contract = { kind: "download" as const, ...declared };
  const layOut = async (params: P) => ({ ...(await toRequest(contract, params, "query")), open: true });
  const run = async (
    client: Client,
    ...[params, options = {}]: Args<P, TransferOptions>
  ): Promise<Download> =>
    call(client, await layOut(params as P), options, async (response, attempt, tell) => {
      const { headers } = response;
      // Of a compressed body the header tells the compressed length.
      const length = headers.has("content-encoding") ? null : headers.get("content-length");
      const sizeBytes = length === null ? undefined : Number(length);
      const whole = guarded(response, attempt, tell);
      const stream = options.onProgress ? counted(whole, options.onProgress, sizeBytes) : whole;
      return {
        contentType: headers.get("content-type") ?? "application/octet-stream",
        sizeBytes,
        stream,
        bytes: async () => new Uint8Array(await new Response(stream).arrayBuffer()),
        text: () => new Response(stream).text(),
      };
    });
  return Object.assign(run, { contract });
}

/** Keeps the attempt's timer running until the last byte, and turns a cut into a typed error. */
function guarded(response: Response, attempt: Attempt, tell: Tell): ReadableStream<Uint8Array> {
  const reader = (response.body ?? new Blob([]).stream()).getReader();
  const finish = (error?: unknown) => {
    attempt.end(error);
    tell.end(error);
  };
  return new ReadableStream({
    pull: async (controller) => {
      try {
        attempt.touch();
        const { done, value } = await reader.read();
        // Until the next part is asked for, the reader is at work and nothing is waited for.
        attempt.rest();
        if (!done) return controller.enqueue(value);
        finish();
        controller.close();
      } catch (cause) {
        const known = attempt.why();
        const requestId = requestIdOf(response);
        const details = { code: "stream_broken", retryable: true, requestId, cause };
        const error = known ?? new StreamError("The download broke off.", details);
        finish(error);
        controller.error(error);
      }
    },
    cancel: () => {
      finish();
      attempt.stop();
    },
  });
}
