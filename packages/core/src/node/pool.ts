import { ConfigurationError } from "../errors/client-errors.ts";
import { exchange } from "./exchange.ts";
import { type Opened, openDispatcher } from "./open-dispatcher.ts";
import { type PoolOptions, poolSettings } from "./pool-options.ts";
import { planProxy } from "./proxy.ts";

/** The connections to one host. */
export interface PoolStats {
  /** Open connections. */
  readonly connected: number;
  /** Of these, without a request. */
  readonly free: number;
  /** Requests not sent yet, the queued ones too. */
  readonly pending: number;
  /** Requests sent whose answer has not ended. */
  readonly running: number;
  /** Requests that wait for a connection to become free. */
  readonly queued: number;
}

/** A `fetch` with connections of its own. */
export interface PooledFetch extends AsyncDisposable {
  (input: string | URL | Request, init?: RequestInit): Promise<Response>;
  /** The connections by host, as `http://host:port`; those of a plain `http://` host behind a proxy by the proxy's. */
  stats(): Record<string, PoolStats>;
  /** Takes no further requests, waits for those under way, and closes every connection. */
  close(): Promise<void>;
  /** Ends the requests under way, too. */
  destroy(): Promise<void>;
}

/**
 * A `fetch` for clients that send much: connections are kept and counted, and one request costs a fraction of
 * what it costs the global `fetch`. It follows no redirects. Needs undici 8 beside this package.
 *
 * @throws {ConfigurationError} for options that cannot be meant, or a proxy's address that is none.
 * @example
 * await using connections = pool({ connections: 100, keepAlive: 20 });
 * const client = createClient({ fetch: connections });
 */
export function pool(options: PoolOptions = {}): PooledFetch {
  const own = poolSettings(options);
  const plan = planProxy(own.proxy);
  let opened: Opened | undefined;
  let opening: Promise<Opened> | undefined;
  let ended: Promise<void> | undefined;
  const open = async () => (opened ??= await (opening ??= openDispatcher(own, plan)));

  const send = async (input: string | URL | Request, init: RequestInit = {}) => {
    if (ended) throw new ConfigurationError("The pool is closed.", { code: "pool_closed" });
    if ("dispatcher" in init) throw twoDispatchers();
    return exchange((opened ?? (await open())).dispatcher, input, init, own.compression);
  };
  const finish = async () => {
    if (opening) await (await open()).dispatcher.close();
  };
  const destroy = async () => {
    if (!opening) return;
    const { dispatcher, groups } = await open();
    // By group: an agent that is being closed has forgotten them.
    await Promise.all([...groups.keys()].map((group) => group.destroy()));
    await dispatcher.destroy();
  };
  const close = () => (ended ??= finish());
  return Object.assign(send, {
    stats: () => statsOf(opened),
    close,
    destroy: () => (ended = destroy()),
    [Symbol.asyncDispose]: close,
  });
}

const twoDispatchers = () =>
  new ConfigurationError("A pool sends through connections of its own: leave out `dispatcher`.", {
    code: "mixed_undici",
    param: "dispatcher",
  });

function statsOf(opened: Opened | undefined): Record<string, PoolStats> {
  const all: Record<string, PoolStats> = {};
  for (const [group, origin] of opened?.groups ?? []) {
    // Behind a proxy several hosts share its address.
    const sum = all[origin];
    const { connected, free, pending, running, queued } = group.stats;
    all[origin] = {
      connected: connected + (sum?.connected ?? 0),
      free: free + (sum?.free ?? 0),
      pending: pending + (sum?.pending ?? 0),
      running: running + (sum?.running ?? 0),
      queued: queued + (sum?.queued ?? 0),
    };
  }
  return all;
}
