import { isIP } from "node:net";
import { isPublicAddress } from "./is-public-address.ts";

export interface UrlRules {
  /** `PLATFORM_WEBHOOKS_ALLOW_PRIVATE`: `http://` and private addresses too, for work on one's own machine. */
  readonly allowPrivate: boolean;
}

/** A URL that may be posted to, as it will be read, or a whole sentence on why not. */
export type CheckedUrl =
  | { readonly ok: true; readonly url: URL }
  | { readonly ok: false; readonly reason: string };

/** Names that mean this machine or this network: RFC 6761, 6762, 8375, and what clouds call their own. */
const localName =
  /(^|\.)(localhost|localdomain|local|internal|intranet|lan|corp|home|home\.arpa|onion|test)$/;

/**
 * Whether the text of a URL is allowed. The parser has made one form of all there are for an address by then: decimal,
 * octal, hexadecimal, short and full-width. Where a name leads is only known when it is sent: see `guardedLookup`.
 */
export function checkUrl(text: string, { allowPrivate }: UrlRules): CheckedUrl {
  const no = (reason: string): CheckedUrl => ({ ok: false, reason });
  if (!URL.canParse(text)) return no("It is no URL. Write it as https://example.com/hooks.");
  const url = new URL(text);
  const isHttp = url.protocol === "http:";
  if (url.protocol !== "https:" && !(isHttp && allowPrivate)) return no("It must begin with https://.");
  if (url.username !== "" || url.password !== "") return no("It must not hold a user or password.");
  const port = Number(url.port || (isHttp ? 80 : 443));
  if (port < 1024 && port !== 80 && port !== 443) return no("Its port must be 80, 443 or from 1024 on.");
  if (allowPrivate) return { ok: true, url };

  const host = url.hostname.replace(/^\[(.*)\]$/, "$1").replace(/\.$/, "");
  if (isIP(host) !== 0) {
    return isPublicAddress(host) ? { ok: true, url } : no("It leads to an address that is not public.");
  }
  if (!host.includes(".") || localName.test(host)) return no("It leads to a name that is not public.");
  return { ok: true, url };
}
