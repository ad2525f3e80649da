import type { Reconnect } from "../socket/reconnect.ts";
import type { Resume } from "../stream/resume.ts";
import type { Wire } from "./schema.ts";

export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

/** Method and path; `{name}` marks a parameter that travels in the path: `"GET /v1/tasks/{taskId}"`. */
export type Route = `${Method} /${string}`;

/** What every kind of operation declares, whoever interprets it. */
export interface ContractBase<P> {
  /** The operation's name, the same as the exported function's: `"submitUsage"`. */
  readonly name: string;
  readonly route: Route;
  /** One flat object. Path names are taken from it; of the rest, `GET` and `DELETE` make a query, others a body. */
  readonly params: Wire<P>;
  /** The scope a key needs, as `domain:verb`; `null` for an operation that needs no key. */
  readonly scope: string | null;
  /** Codes of errors that only this operation gives. */
  readonly errors?: readonly string[] | undefined;
}

/** One request, one answer. */
export interface ActionContract<P, R> extends ContractBase<P> {
  readonly kind: "action";
  readonly result: Wire<R>;
}

/** One request, many server-sent events, ended by `data: [DONE]`. */
export interface StreamContract<P, E> extends ContractBase<P> {
  readonly kind: "stream";
  readonly event: Wire<E>;
  /** Fields the interpreters add to the body so that the server streams: `{ stream: true }`. */
  readonly constants?: Readonly<Record<string, unknown>> | undefined;
  /** `resume`, where events carry ids: a dropped stream then goes on after the last one. Default: it is an error. */
  readonly resumable?: Resume | undefined;
}

/** One request, many lines of JSON, ended by the line `{"done":true}`. */
export interface LinesContract<P, E> extends ContractBase<P> {
  readonly kind: "lines";
  /** What a line holds: any JSON but `{"done":true}` and `{"error":…}` alone, which have a meaning of their own. */
  readonly line: Wire<E>;
}

/** Pages of `{ data, nextCursor }`. */
export interface ListContract<P, T> extends ContractBase<P> {
  readonly kind: "list";
  readonly item: Wire<T>;
}

/** Bytes up, a JSON answer down. Every parameter outside the path is in the query. */
export interface UploadContract<P, R> extends ContractBase<P> {
  readonly kind: "upload";
  readonly result: Wire<R>;
}

/** Bytes down. Every parameter outside the path is in the query. */
export interface DownloadContract<P> extends ContractBase<P> {
  readonly kind: "download";
}

/** A WebSocket of JSON messages. Every parameter outside the path is in the query. */
export interface SocketContract<P, I, O> extends ContractBase<P> {
  readonly kind: "socket";
  /** What the server sends. */
  readonly incoming: Wire<I>;
  /** What the client sends. */
  readonly outgoing: Wire<O>;
  /** `reconnect()`: opens the connection again when it breaks. Default: it stays broken. */
  readonly reconnect?: Reconnect | undefined;
}

export type AnyContract =
  | ActionContract<unknown, unknown>
  | StreamContract<unknown, unknown>
  | LinesContract<unknown, unknown>
  | ListContract<unknown, unknown>
  | UploadContract<unknown, unknown>
  | DownloadContract<unknown>
  | SocketContract<unknown, unknown, unknown>;
