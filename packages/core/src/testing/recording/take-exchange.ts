import { decodeBytes, type Exchange } from "./format.ts";
import { makeMask } from "./mask.ts";
import { ReplayError } from "./replay-error.ts";
import type { ReplayOptions } from "./replay.ts";
import { bodyOf } from "./send.ts";

/** Takes the exchange for a request out of those that are left. */
export async function takeExchange(
  unused: Exchange[],
  file: string,
  url: string,
  init: RequestInit,
  options: ReplayOptions,
): Promise<Exchange> {
  const mask = makeMask(options);
  mask.learn(url, new Headers(init.headers));
  const { sent, bytes } = await bodyOf(init);
  // What a stream holds is known once it is read.
  if (sent.body instanceof ReadableStream) for await (const _ of sent.body);
  const line = lineOf(init.method ?? "GET", mask.text(url));
  const body = plain(mask.bytes(bytes() ?? Buffer.alloc(0)));
  const alike = ({ request }: Exchange) => lineOf(request.method, request.url) === line;
  const same = (exchange: Exchange) =>
    alike(exchange) &&
    (options.ignoreBody === true ||
      plain(exchange.request.body ? decodeBytes(exchange.request.body) : Buffer.alloc(0)) === body);
  const at = options.strict === true ? (unused[0] && same(unused[0]) ? 0 : -1) : unused.findIndex(same);
  const [found] = at < 0 ? [] : unused.splice(at, 1);
  if (found) return found;
  const left = unused.slice(0, 5).map(({ request }) => lineOf(request.method, request.url));
  const why = unused.some(alike) ? " with this body" : "";
  const rest = left.length === 0 ? "Nothing is left of it." : `Next in it: ${left.join(", ")}.`;
  throw new ReplayError(`${line} is not in ${file}${why}. ${rest} Record it anew.`, { code: "not_recorded" });
}

/** Method and address without the host, which may be another one each time. */
function lineOf(method: string, url: string): string {
  const { pathname, search } = new URL(url);
  return `${method} ${pathname}${search}`.replaceAll(/\*+/g, "*");
}

/** A character a byte; masks of any length are alike, since another key may be as long as it likes. */
const plain = (bytes: Buffer): string => bytes.toString("latin1").replaceAll(/\*+/g, "*");
