import type {
  ActionContract,
  AnyContract,
  DownloadContract,
  LinesContract,
  ListContract,
  SocketContract,
  StreamContract,
  UploadContract,
} from "./contract.ts";
import { isAudited } from "./audit/is-audited.ts";
import { oneRequest } from "./meter/worst-case.ts";
import type {
  AnyContext,
  Context,
  DownloadResult,
  Maybe,
  Operation,
  PageResult,
  ServeOptions,
  SocketContext,
  StreamContext,
  StreamEvent,
  UploadContext,
} from "./operation.ts";

interface Action<C> {
  readonly contract: C;
}

/** Joins an action with the handler that carries it out on the server. */
export function serve<P, R>(
  action: Action<ActionContract<P, R>>,
  handler: (context: Context, params: P) => Promise<R>,
  options?: ServeOptions,
): Operation;
export function serve<P, E>(
  action: Action<StreamContract<P, E>>,
  handler: (context: StreamContext, params: P) => Maybe<AsyncIterable<StreamEvent<E>>>,
  options?: ServeOptions,
): Operation;
export function serve<P, E>(
  action: Action<LinesContract<P, E>>,
  handler: (context: Context, params: P) => Maybe<AsyncIterable<E>>,
  options?: ServeOptions,
): Operation;
export function serve<P, T>(
  action: Action<ListContract<P, T>>,
  handler: (context: Context, params: P) => Promise<PageResult<T>>,
  options?: ServeOptions,
): Operation;
export function serve<P, R>(
  action: Action<UploadContract<P, R>>,
  handler: (context: UploadContext, params: P) => Promise<R>,
  options?: ServeOptions,
): Operation;
export function serve<P>(
  action: Action<DownloadContract<P>>,
  handler: (context: Context, params: P) => Promise<DownloadResult>,
  options?: ServeOptions,
): Operation;
export function serve<P, I, O>(
  action: Action<SocketContract<P, I, O>>,
  handler: (context: SocketContext<O>, params: P) => Maybe<AsyncIterable<I>>,
  options?: ServeOptions,
): Operation;
export function serve(
  action: Action<AnyContract>,
  // The overloads tie it to the contract, and the request path validates against that contract.
  handler: (context: AnyContext, params: never) => unknown,
  options: ServeOptions = {},
): Operation {
  return {
    contract: action.contract,
    handler: handler as Operation["handler"],
    effect: options.effect ?? "engine",
    metered: options.metered ?? true,
    worstCase: (options.worstCase as Operation["worstCase"] | undefined) ?? oneRequest,
    mayBeRefused: options.mayBeRefused ?? !action.contract.route.startsWith("DELETE "),
    audited: options.audited ?? isAudited(action.contract),
    shownOnce: options.shownOnce ?? false,
    bodyLimit: options.bodyLimit,
    mayHoldNul: options.mayHoldNul ?? [],
    limited: options.limited ?? true,
    whileStopping: options.whileStopping ?? false,
  };
}
