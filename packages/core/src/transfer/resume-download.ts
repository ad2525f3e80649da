import { type Client, settings } from "../client/create-client.ts";
import type { CallOptions } from "../client/options.ts";
import { StreamError } from "../errors/client-errors.ts";
import { PlatformError } from "../errors/platform-error.ts";
import { backOff } from "../transport/back-off.ts";
import { randomKey } from "../transport/random-key.ts";
import type { OpenedDownload } from "./opened-download.ts";

/** Reads a download on after breaks: given to a download as `resume`. */
export type ResumeDownload = (
  client: Client,
  options: CallOptions,
  open: (options: CallOptions) => Promise<OpenedDownload>,
) => Promise<OpenedDownload>;

/** How far an earlier download came, as a program may keep it. */
export interface DownloadPoint {
  /** Of the earlier download. */
  readonly etag: string;
  /** How many bytes are there already. */
  readonly transferredBytes: number;
}

/**
 * Goes on where a download breaks off or stalls, as often in a row as the client's retry policy allows and until
 * `deadlineMs`: asks for the rest with `Range` and `If-Range`. Needs a server that names the content by a strong
 * `ETag`; from another one a break is the error it always was.
 *
 * @param from - Goes on from an earlier download, also of another process; what is read then is the rest only.
 * @throws {StreamError} `download_changed` when the content is another now. Nothing of it is given.
 * @example
 * const file = await downloadFile(client, { sandboxId, path }, { resume: resumeDownload() });
 * const bytes = await file.bytes();
 */
export function resumeDownload(from?: DownloadPoint): ResumeDownload {
  return async (client, options, open) => {
    const own = client[settings];
    const until = Date.now() + (options.deadlineMs ?? own.deadlineMs ?? Infinity);
    const idempotencyKey = options.idempotencyKey ?? randomKey();
    const ask = (headers: CallOptions["headers"]) =>
      open({
        ...options,
        idempotencyKey,
        deadlineMs: until - Date.now(),
        headers: { ...options.headers, ...headers },
      });
    const goOn = async (at: number, etag: string) => {
      const next = await ask({ range: `bytes=${at}-`, "if-range": etag });
      const fault = misfit(next, at, etag);
      if (!fault) return next;
      await next.stream.cancel();
      throw fault;
    };
    const first = from ? await goOn(from.transferredBytes, from.etag) : await ask({});
    const { etag, sizeBytes } = first;
    let at = first.startsAt;
    let reader = first.stream.getReader();
    let breaks = 0;
    let left = false;
    const repair = async (error: unknown) => {
      // Without a strong name nobody can tell whether the rest belongs to what is there.
      if (!etag?.startsWith('"') || !(error instanceof PlatformError)) throw error;
      await backOff(own, options, error, ++breaks, until);
      reader = (await goOn(at, etag)).stream.getReader();
      if (left) await reader.cancel();
    };
    const stream = new ReadableStream<Uint8Array>(
      {
        pull: async (controller) => {
          for (;;) {
            try {
              const { done, value } = await reader.read();
              if (done) return controller.close();
              at += value.byteLength;
              breaks = 0;
              return controller.enqueue(value);
            } catch (error) {
              if (at === sizeBytes) return controller.close();
              await repair(error);
            }
          }
        },
        cancel: (reason) => {
          left = true;
          return reader.cancel(reason);
        },
      },
      { highWaterMark: 0 },
    );
    return { ...first, stream };
  };
}

/** What keeps an answer from being the rest of the content from `at` on. */
function misfit({ response, etag, startsAt }: OpenedDownload, at: number, expected: string) {
  const changed = (etag ?? expected) !== expected || (response.status !== 206 && at > 0);
  if (!changed && startsAt === at) return undefined;
  const message = changed
    ? "The content has changed since the download began, or the server gives no parts of it. Begin anew."
    : "The server gave another part than it was asked for.";
  return new StreamError(message, { code: changed ? "download_changed" : "wrong_range" });
}
