import { ambient, discover } from "#runtime";
import { ConfigurationError } from "../errors/client-errors.ts";
import { send } from "../transport/send.ts";
import { retry, type RetryPolicy } from "../transport/retry.ts";
import type { Fetcher } from "../use/layer.ts";
import type { ClientOptions } from "./options.ts";

/** Where the interpreters find a client's settings; shared by every copy of the package. */
export const settings: unique symbol = Symbol.for("@platform/client") as never;

/** What a client knows, complete. */
export type ClientSettings = Omit<ClientOptions, "use" | "fetch"> & {
  readonly baseUrl: string;
  readonly timeoutMs: number;
  readonly retry: RetryPolicy;
  readonly fetch: Fetcher;
};

/** A set of settings to call operations with. Cheap to make, safe to share. */
export interface Client {
  readonly baseUrl: string;
  /** @internal */
  readonly [settings]: ClientSettings;
}

/**
 * Makes a client. Settings come from the options, else the environment, else `.env` files, else the profile.
 *
 * @throws {ConfigurationError} when `baseUrl` is not an http(s) URL. A missing key is reported by the first
 *   call that needs one.
 * @example
 * const client = createClient({ apiKey: process.env.MY_KEY });
 */
export function createClient(options: ClientOptions = {}): Client {
  const found = discover(options);
  const baseUrl = (found.baseUrl || "http://127.0.0.1:8787").replace(/\/+$/, "");
  if (!/^https?:\/\/[^/?#@]+(\/[^?#]*)?$/i.test(baseUrl) || !URL.canParse(baseUrl)) {
    // The value is not shown: it may hold a password.
    throw new ConfigurationError("baseUrl must be a plain http:// or https:// address.", {
      code: "invalid_base_url",
      param: "baseUrl",
    });
  }
  const { apiKey } = found;
  // A function may give a short-lived token instead; a token (`tok_…`) may stand in a page.
  const inPage = "document" in globalThis && !options.allowKeyInBrowser;
  if (inPage && typeof apiKey === "string" && !apiKey.startsWith("tok_")) {
    throw new ConfigurationError("Anyone can read an API key in a page: give it a token.", {
      code: "key_in_browser",
      param: "apiKey",
    });
  }
  const value: ClientSettings = {
    ...options,
    timeoutMs: options.timeoutMs ?? 60_000,
    retry: options.retry || retry({ retries: options.retry === false ? 0 : undefined }),
    apiKey,
    baseUrl,
    fetch: [...ambient, ...(options.use ?? [])].reduceRight<Fetcher>(
      (next, layer) => layer(next),
      (url, init) => send(url, init, options.fetch),
    ),
  };
  // Not enumerable: printing a client must not print its key.
  return Object.freeze(Object.defineProperty({ baseUrl }, settings, { value })) as Client;
}

/** Gives back a client, or makes one from options: what a domain's bind function accepts. */
export const toClient = (client: Client | ClientOptions = {}): Client =>
  settings in client ? client : createClient(client);
