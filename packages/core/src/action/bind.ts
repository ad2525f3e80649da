import type { Client } from "../client/create-client.ts";
import type { CallOptions } from "../client/options.ts";
import type { EventStream } from "../stream/event-stream.ts";
import type { Page } from "../page/page.ts";
import type { Args } from "./define-action.ts";
import type { Download, DownloadOptions } from "./define-download.ts";
import type { TransferOptions, UploadBody } from "./define-upload.ts";

/** An operation with its client already given. */
export type Bound<P, R> = (...args: Args<P, CallOptions>) => Promise<R>;
export type BoundStream<P, E> = (...args: Args<P, CallOptions>) => EventStream<E>;
export type BoundList<P, T> = (...args: Args<P, CallOptions>) => Page<T>;
export type BoundUpload<P, R> = (params: P, body: UploadBody, options?: TransferOptions) => Promise<R>;
export type BoundDownload<P> = (...args: Args<P, DownloadOptions>) => Promise<Download>;

/** Gives an operation its client. */
export const bind =
  <A extends unknown[], R>(client: Client, action: (client: Client, ...args: A) => R) =>
  (...args: A): R =>
    action(client, ...args);
