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
export { defineLines, type LinesAction } from "./action/define-lines.ts";
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
export { batch, type BatchOptions, type BatchResult } from "./batch/batch.ts";
export { type Client, createClient, toClient } from "./client/create-client.ts";
export type { CallOptions, ClientOptions } from "./client/options.ts";
export { withResponse, type WithResponse } from "./client/with-response.ts";
export * from "./errors/api-error.ts";
export * from "./errors/client-errors.ts";
export { PlatformError, type PlatformErrorOptions } from "./errors/platform-error.ts";
export { type Page, type PageResult } from "./page/page.ts";
export type { Logged, PollOptions } from "./poll/options.ts";
export { poll } from "./poll/poll.ts";
export type { GetTicket, SocketOptions, TicketRequest } from "./socket/options.ts";
export { reconnect, type Reconnect, type ReconnectEvent, type ReconnectOptions } from "./socket/reconnect.ts";
export { SocketClosedError } from "./socket/socket-closed-error.ts";
export type { Socket } from "./socket/socket.ts";
export type { EventStream } from "./stream/event-stream.ts";
export { resume, type Resume } from "./stream/resume.ts";
export { tee, type TeeOptions } from "./stream/tee.ts";
export { toReadableStream } from "./stream/to-readable-stream.ts";
export type { ResumableUploadState } from "./transfer/lanes.ts";
export { resumableUpload, type ResumableUploadOptions } from "./transfer/resumable-upload.ts";
export { type DownloadPoint, resumeDownload, type ResumeDownload } from "./transfer/resume-download.ts";
export { retry, type RetryOptions, type RetryPolicy } from "./transport/retry.ts";
export { type Cache, cache, type CacheOptions } from "./use/cache.ts";
export { circuitBreaker, type CircuitBreakerOptions, type CircuitChange } from "./use/circuit-breaker.ts";
export { CircuitOpenError } from "./use/circuit-open-error.ts";
export { concurrency, type ConcurrencyOptions, QueueFullError } from "./use/concurrency.ts";
export { dedupe } from "./use/dedupe.ts";
export { type HookEnd, type HookRequest, type HookResponse, type Hooks, hooks } from "./use/hooks.ts";
export type { CallInfo, Fetcher, Layer, OutgoingInit } from "./use/layer.ts";
export type { LogLevel } from "./use/log-level.ts";
export type { LogRecord } from "./use/log-record.ts";
export { logger, type LoggerOptions } from "./use/logger.ts";
export type { ModelUnits } from "./use/model-answer.ts";
export { rateLimit, type RateLimitOptions } from "./use/rate-limit.ts";
export { trackUsage, type UsageTracker } from "./use/track-usage.ts";
export type * from "./use/usage-report.ts";
