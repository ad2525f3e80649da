import { ConfigurationError } from "../errors/client-errors.ts";

/** How many connections a pool has, how long it keeps them, and by which way they go. Every field is optional. */
export interface PoolOptions {
  /** Most connections to one host; further requests wait for a free one. Default 100. */
  connections?: number | undefined;
  /** Most connections to one host that stay open without a request. Default 20, or `connections` if that is less. */
  keepAlive?: number | undefined;
  /**
   * How long a connection stays open without a request, in milliseconds. Default 5,000. Where the server names a
   * time of its own (`Keep-Alive: timeout=`) that one counts, less two seconds, up to ten minutes.
   */
  keepAliveMs?: number | undefined;
  /** Longest wait for a connection to open, in milliseconds. Default 10,000. */
  connectTimeoutMs?: number | undefined;
  /** Ask for compressed answers and unpack them. Default `true`. */
  compression?: boolean | undefined;
  /**
   * Address of an HTTP proxy for every request, `http://user:password@host:port`; `false`: none. Default:
   * `HTTP_PROXY`, `HTTPS_PROXY` and `NO_PROXY` of the environment, which never hold for this machine itself.
   */
  proxy?: string | URL | false | undefined;
  /** Certificates to trust in place of Node's own list, as PEM. Default: Node's list. */
  ca?: string | string[] | undefined;
}

/** Options whose numbers are settled. */
export interface PoolSettings extends Pick<PoolOptions, "proxy" | "ca"> {
  readonly connections: number;
  readonly keepAlive: number;
  readonly keepAliveMs: number;
  readonly connectTimeoutMs: number;
  readonly compression: boolean;
}

/** @throws {ConfigurationError} for a number that cannot be meant. */
export function poolSettings(options: PoolOptions): PoolSettings {
  const connections = whole("connections", options.connections ?? 100, 1);
  const keepAlive = whole("keepAlive", options.keepAlive ?? Math.min(20, connections), 0);
  if (keepAlive > connections) {
    throw invalid("keepAlive", `at most \`connections\`, which is ${connections}`);
  }
  return {
    connections,
    keepAlive,
    keepAliveMs: whole("keepAliveMs", options.keepAliveMs ?? 5_000, 1),
    connectTimeoutMs: whole("connectTimeoutMs", options.connectTimeoutMs ?? 10_000, 1),
    compression: options.compression ?? true,
    proxy: options.proxy,
    ca: options.ca,
  };
}

function whole(name: string, value: number, least: number): number {
  if (!Number.isSafeInteger(value) || value < least) throw invalid(name, `a whole number from ${least}`);
  return value;
}

const invalid = (param: string, rule: string): ConfigurationError =>
  new ConfigurationError(`${param} must be ${rule}.`, { code: "invalid_pool", param });
