import type { Client } from "../client/create-client.ts";
import type { CallOptions } from "../client/options.ts";
import { StreamError } from "../errors/client-errors.ts";
import { openedDownload } from "../transfer/opened-download.ts";
import type { ResumeDownload } from "../transfer/resume-download.ts";
import type { Attempt } from "../transport/attempt.ts";
import { call } from "../transport/call.ts";
import { counted } from "../transport/progress.ts";
import { requestIdOf } from "../transport/read.ts";
import type { DownloadContract } from "./contract.ts";
import type { Args } from "./define-action.ts";
import type { TransferOptions } from "./define-upload.ts";
import { toRequest } from "./request.ts";

/** Bytes on their way. Read them in one of three ways, once. */
export interface Download {
  readonly contentType: string;
  /** Of the whole content; `undefined` when the server does not say. */
  readonly sizeBytes: number | undefined;
  /** Names this very content, as the server does; `undefined` when it does not. */
  readonly etag: string | undefined;
  /** As they come; cancelling it ends the request. */
  readonly stream: ReadableStream<Uint8Array>;
  bytes(): Promise<Uint8Array<ArrayBuffer>>;
  text(): Promise<string>;
}

export interface DownloadOptions extends TransferOptions {
  /** `resumeDownload()`: a break is then repaired. Default: it is an error. */
  resume?: ResumeDownload | undefined;
}

/** An operation that gets bytes. */
export interface DownloadAction<P> {
  (client: Client, ...args: Args<P, DownloadOptions>): Promise<Download>;
  readonly contract: DownloadContract<P>;
}

/** Declares an operation that answers with bytes. */
export function defineDownload<P>(declared: Omit<DownloadContract<P>, "kind">): DownloadAction<P> {
  const contract = { kind: "download" as const, ...declared };
  const run = async (
    client: Client,
    ...[params, options = {}]: Args<P, DownloadOptions>
  ): Promise<Download> => {
    const { onProgress, resume } = options;
    const spec = { ...(await toRequest(contract, params as P, "query")), open: true };
    const open = (each: CallOptions) =>
      call(client, spec, each, async (response, attempt) =>
        openedDownload(response, guarded(response, attempt)),
      );
    const opened = await (resume ? resume(client, options, open) : open(options));
    const { contentType, sizeBytes, etag, startsAt } = opened;
    const stream = onProgress
      ? counted(opened.stream, onProgress, undefined, sizeBytes, startsAt)
      : opened.stream;
    return {
      contentType,
      sizeBytes,
      etag,
      stream,
      bytes: () => bytesOf(stream),
      text: async () => new TextDecoder().decode(await bytesOf(stream)),
    };
  };
  return Object.assign(run, { contract });
}

/** By hand: read through a `Response`, Chromium puts an error of its own in the place of the stream's. */
async function bytesOf(stream: ReadableStream<Uint8Array>): Promise<Uint8Array<ArrayBuffer>> {
  const reader = stream.getReader();
  const parts: Uint8Array<ArrayBuffer>[] = [];
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return new Uint8Array(await new Blob(parts).arrayBuffer());
    parts.push(value as Uint8Array<ArrayBuffer>);
  }
}

/** Keeps the attempt's timer running until the last byte, and turns a cut into a typed error. */
function guarded(response: Response, attempt: Attempt): ReadableStream<Uint8Array> {
  const reader = (response.body ?? new Blob([]).stream()).getReader();
  const finish = (error?: unknown) => {
    attempt.end(error);
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
