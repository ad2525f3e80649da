import type { Socket } from "node:net";
import type { Agent, buildConnector, Client, Dispatcher, EnvHttpProxyAgent, Pool } from "undici";
import { idleLimit } from "./idle-limit.ts";
import { loadUndici } from "./load-undici.ts";
import type { PoolSettings } from "./pool-options.ts";
import type { ProxyPlan } from "./proxy.ts";

/** What sends, and the connections it has: a group for each host, with its origin. */
export interface Opened {
  readonly dispatcher: Agent | EnvHttpProxyAgent;
  readonly groups: ReadonlyMap<Pool, string>;
}

/** Loads undici and lays out its agents. No connection is opened yet. */
export async function openDispatcher(own: PoolSettings, plan: ProxyPlan | undefined): Promise<Opened> {
  const undici = await loadUndici();
  const groups = new Map<Pool, string>();
  const common = {
    // Core has its own clocks for silence, which know when a reader is at work.
    headersTimeout: 0,
    bodyTimeout: 0,
    keepAliveTimeout: own.keepAliveMs,
    // An abort ends the connection, and `connections` is what it says: both hold for HTTP/1.1 only.
    allowH2: false,
  };
  const tls = own.ca === undefined ? {} : { ca: own.ca };
  const connecting = { connectTimeout: own.connectTimeoutMs, connect: tls };

  // Proxied hosts come with a `connect` of their own and none of the settings.
  const factory = (origin: string | URL, given: object): Dispatcher => {
    const { connect = tls } = given as { connect?: buildConnector.connector };
    const limit = idleLimit(own.keepAlive);
    const makeClient = (url: URL, options: object): Client => {
      let socket: Socket | undefined;
      const open = (options as { connect: buildConnector.connector }).connect;
      const client = new undici.Client(url, {
        ...options,
        connect: (to, done) =>
          open(to, (error, opened) => {
            socket = opened ?? undefined;
            (done as (error: Error | null, socket: Socket | null) => void)(error, opened);
          }),
      });
      limit.add(client, () => socket);
      return client;
    };
    const { connections } = own;
    const pool = new undici.Pool(origin, {
      ...common,
      ...connecting,
      connect,
      connections,
      factory: makeClient,
    });
    // The origin alone: a proxy's address may hold a password.
    groups.set(pool, new URL(origin).origin);
    // An agent closes the group of a host that has no connection left, and makes a new one when it needs it.
    pool.on("disconnect", () => queueMicrotask(() => pool.closed && groups.delete(pool)));
    return pool;
  };

  const options = { ...common, ...connecting, factory };
  const trust = own.ca === undefined ? {} : { proxyTls: tls, requestTls: tls };
  const dispatcher = plan
    ? new undici.EnvHttpProxyAgent({ ...options, ...trust, ...plan })
    : new undici.Agent(options);
  return { dispatcher, groups };
}
