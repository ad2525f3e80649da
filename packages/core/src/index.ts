export type * from "./action/bind.ts";
export { bind } from "./action/bind.ts";
export type * from "./action/contract.ts";
export { type Action, type Args, defineAction } from "./action/define-action.ts";
export {
  defineDownload,
  type Download,
  type DownloadAction,
  type DownloadOptions,
} from "./action/define-download.ts";
export { defineList, type ListAction, type ListParams } from "./action/define-list.ts";
export { defineSocket, type SocketAction } from "./action/define-socket.ts";
export { defineStream, type StreamAction } from "./action/define-stream.ts";
export {
  defineUpload,
  type TransferOptions,
  type TransferProgress,
  type UploadAction,
  type UploadBody,
} from "./action/define-upload.ts";
export { mapAction, type MappedAction } from "./action/map-action.ts";
export { type Schema, type SchemaIssue, type SchemaResult, type Wire, wire } from "./action/schema.ts";
export { type Client, createClient, toClient } from "./client/create-client.ts";
export type { CallOptions, ClientOptions } from "./client/options.ts";
export { batch, type BatchOptions, type BatchResult } from "./batch/batch.ts";
export * from "./errors/api-error.ts";
export * from "./errors/client-errors.ts";
export { PlatformError, type PlatformErrorOptions } from "./errors/platform-error.ts";
export { type Page, type PageResult } from "./page/page.ts";
export type { Logged, PollOptions } from "./poll/options.ts";
export { poll } from "./poll/poll.ts";
export type { Socket } from "./socket/socket.ts";
export type { EventStream } from "./stream/event-stream.ts";
export { resume, type Resume } from "./stream/resume.ts";
export type { ResumableUploadState } from "./transfer/lanes.ts";
export { resumableUpload, type ResumableUploadOptions } from "./transfer/resumable-upload.ts";
export { type DownloadPoint, resumeDownload, type ResumeDownload } from "./transfer/resume-download.ts";
export type { CallInfo, Fetcher, Layer, OutgoingInit } from "./use/layer.ts";
export { retry, type RetryOptions, type RetryPolicy } from "./transport/retry.ts";
