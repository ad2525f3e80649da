import { ConfigurationError } from "../errors/client-errors.ts";

/** Which requests go through which proxy. */
export interface ProxyPlan {
  readonly httpProxy: string;
  readonly httpsProxy: string;
  /** Hosts that are reached directly, joined by commas. */
  readonly noProxy: string;
}

/** As Go and others have it: a proxy of the environment is not for what runs on this machine. */
const thisMachine = "localhost,127.0.0.1,::1";

/**
 * What `proxy` says, or else the environment; `undefined` when every request goes straight to its host.
 *
 * @throws {ConfigurationError} for an address that is none. It is not shown: it may hold a password.
 */
export function planProxy(
  proxy: string | URL | false | undefined,
  env: Record<string, string | undefined> = process.env,
): ProxyPlan | undefined {
  if (proxy === false) return undefined;
  if (proxy) {
    const address = checked(String(proxy), "proxy");
    return { httpProxy: address, httpsProxy: address, noProxy: "" };
  }
  const find = (name: string) => {
    const value = env[name.toLowerCase()] || env[name];
    return value ? checked(value, name) : "";
  };
  const httpProxy = find("HTTP_PROXY");
  const httpsProxy = find("HTTPS_PROXY");
  if (!httpProxy && !httpsProxy) return undefined;
  const noProxy = [env["no_proxy"] || env["NO_PROXY"], thisMachine].filter(Boolean).join();
  return { httpProxy, httpsProxy, noProxy };
}

function checked(address: string, param: string): string {
  try {
    const { protocol, username, password } = new URL(address);
    // As the sender will do with them.
    decodeURIComponent(username + password);
    if (/^https?:$/.test(protocol)) return address;
  } catch {
    // The error caught here quotes the address.
  }
  throw new ConfigurationError(`${param} must be an http:// or https:// address.`, {
    code: "invalid_proxy",
    param,
  });
}
