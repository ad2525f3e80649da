import { atLeast } from "../transport/at-least.ts";
import { beneath, expectedBytes, mayKeep } from "./cacheable.ts";
import { directives, freshness } from "./freshness.ts";
import type { CallInfo, Layer } from "./layer.ts";
import { lru } from "./lru.ts";
import { requestKey } from "./request-key.ts";
import { type WholeAnswer, wholeAnswer } from "./whole-answer.ts";

export interface CacheOptions {
  /** How long an answer that says nothing about it may be given again, in milliseconds. */
  ttlMs: number;
  /** Most answers kept. Default 500. */
  maxEntries?: number | undefined;
  /** Most bytes of bodies kept, together. Default 10 MiB. */
  maxBytes?: number | undefined;
  /** The largest body that is kept, in bytes. Default 1 MiB. */
  maxEntryBytes?: number | undefined;
  /** Which calls it is for. Default: every `GET`. */
  when?: ((call: CallInfo) => boolean) | undefined;
}

/** A layer, and what can be done with what it keeps. */
export interface Cache extends Layer {
  /** Forgets everything. */
  clear(): void;
  /** Forgets what was read at a path or beneath it: `"/v1/indexes"`. */
  invalidate(pathPrefix: string): void;
}

interface Entry {
  readonly path: string;
  readonly sizeBytes: number;
  readonly answer: WholeAnswer;
  readonly etag: string | null;
  readonly freshUntil: number;
}

/** A reading on its way; what changes meanwhile makes it old before it is there. */
interface Loading {
  readonly path: string;
  spoiled: boolean;
}

/**
 * Keeps the answers of `GET`s in memory, each for the key and the headers it was asked with. `Cache-Control` and
 * `Expires` are obeyed, an `ETag` is asked about with `If-None-Match` when the time is up. Any other method on a
 * path forgets what was read there, beneath and above. Streams are never kept, downloads only if they say that
 * they are small. Clients that are given the same layer share what it keeps.
 *
 * @throws {ConfigurationError} when an option is out of its range.
 * @example
 * const answers = cache({ ttlMs: 30_000 });
 * const client = createClient({ use: [answers] });
 * answers.invalidate("/v1/indexes");
 */
export function cache(options: CacheOptions): Cache {
  const { ttlMs, maxEntries = 500, maxBytes = 2 ** 20 * 10, maxEntryBytes = 2 ** 20, when } = options;
  atLeast(0, { ttlMs, maxEntries, maxBytes, maxEntryBytes }, Infinity);
  const kept = lru<Entry>(maxEntries, maxBytes);
  const loads = new Set<Loading>();
  const forget = (so: (read: { readonly path: string }) => boolean) => {
    kept.remove(so);
    for (const load of loads) load.spoiled ||= so(load);
  };

  const layer: Layer = (next) => async (url, init) => {
    const path = url.slice(init.call.baseUrl.length).split("?")[0] ?? "";
    if (init.method !== "GET") {
      // Whatever came of it: also a request that failed may have changed something.
      init.onEnd(() => forget((read) => beneath(read.path, path) || beneath(path, read.path)));
      return next(url, init);
    }
    const asked = directives(init.headers);
    if (!mayKeep(init) || asked.has("no-store") || when?.(init.call) === false) return next(url, init);
    const key = requestKey(url, init.headers, ["cache-control"]);
    const entry = kept.get(key);
    if (entry && Date.now() < entry.freshUntil && !asked.has("no-cache")) return entry.answer.copy();

    const load: Loading = { path, spoiled: false };
    let found: Entry | undefined;
    loads.add(load);
    init.onEnd((error) => {
      loads.delete(load);
      // An answer that was refused, for its shape say, must not be given again.
      if (found && error === undefined && !load.spoiled) kept.set(key, found);
    });
    const headers = new Headers(init.headers);
    if (entry?.etag) headers.set("if-none-match", entry.etag);
    const response = await next(url, { ...init, headers });
    const same = response.status === 304 ? entry : undefined;
    const freshMs = freshness(response.headers, ttlMs);
    const isFit =
      response.status === 200 && freshMs !== undefined && expectedBytes(response, init) <= maxEntryBytes;
    if (!same && !isFit) return response;
    const answer = same?.answer ?? (await wholeAnswer(response));
    const { sizeBytes } = answer;
    const etag = response.headers.get("etag") ?? same?.etag ?? null;
    if (freshMs !== undefined && (freshMs > 0 || etag) && sizeBytes <= maxEntryBytes) {
      found = { path, sizeBytes, answer, etag, freshUntil: Date.now() + freshMs };
    }
    return answer.copy();
  };
  return Object.assign(layer, {
    clear: () => forget(() => true),
    invalidate: (prefix: string) => forget(({ path }) => beneath(path, prefix.replace(/\/+$/, ""))),
  });
}
