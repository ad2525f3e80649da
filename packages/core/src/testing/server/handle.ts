import type {
  ActionContract,
  AnyContract,
  DownloadContract,
  LinesContract,
  ListContract,
  SocketContract,
  StreamContract,
  UploadContract,
} from "../../action/contract.ts";
import type { PageResult } from "../../page/page.ts";

/** The kinds that travel over plain HTTP. */
export type ServedContract = Exclude<AnyContract, SocketContract<unknown, unknown, unknown>>;
export type ServedKind = ServedContract["kind"];

/** What a handler knows besides its parameters. */
export interface HandlerContext {
  /** Aborted when the server closes, or the client has gone and no repeated request can ask for the answer. */
  readonly signal: AbortSignal;
  /** Without the key: `authorization` and its like read `[secret]`. */
  readonly headers: Readonly<Record<string, string>>;
  readonly idempotencyKey: string | undefined;
  /** The bytes of an upload; empty for any other kind. */
  readonly body: Uint8Array<ArrayBuffer>;
}

/** Bytes for a download: whole, as text, or as they come. */
export type DownloadBody = Uint8Array | string | AsyncIterable<Uint8Array>;

/** An action with what carries it out. Made by `handle`. */
export interface Handler {
  readonly contract: ServedContract;
  readonly run: (params: unknown, context: HandlerContext) => unknown;
}

type Maybe<T> = T | Promise<T>;
interface Of<C> {
  readonly contract: C;
}

/**
 * Joins an action with the function that answers it: `(params, context) => result`.
 *
 * A list gives one page `{ data, nextCursor }`, a stream or lines give their events in order, always from the first
 * (the server numbers them and skips what a resuming client has), a download gives bytes. To answer with an
 * error throw an `ApiError` or a class below it; anything else thrown is a 500.
 *
 * @example
 * handle(getNote, ({ noteId }) => ({ id: noteId, text: "Hello" }));
 */
export function handle<P, R>(
  action: Of<ActionContract<P, R>>,
  run: (params: P, context: HandlerContext) => Maybe<R>,
): Handler;
export function handle<P, T>(
  action: Of<ListContract<P, T>>,
  run: (params: P, context: HandlerContext) => Maybe<PageResult<T>>,
): Handler;
export function handle<P, E>(
  action: Of<StreamContract<P, E>>,
  run: (params: P, context: HandlerContext) => AsyncIterable<E> | Iterable<E>,
): Handler;
export function handle<P, E>(
  action: Of<LinesContract<P, E>>,
  run: (params: P, context: HandlerContext) => AsyncIterable<E> | Iterable<E>,
): Handler;
export function handle<P, R>(
  action: Of<UploadContract<P, R>>,
  run: (params: P, context: HandlerContext) => Maybe<R>,
): Handler;
export function handle<P>(
  action: Of<DownloadContract<P>>,
  run: (params: P, context: HandlerContext) => Maybe<DownloadBody>,
): Handler;
export function handle(
  { contract }: Of<ServedContract>,
  // The overloads tie it to the contract, and the server checks parameters against that contract.
  run: (params: never, context: HandlerContext) => unknown,
): Handler {
  return { contract, run: run as Handler["run"] };
}
