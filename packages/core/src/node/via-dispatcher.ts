import { ConfigurationError } from "../errors/client-errors.ts";

/**
 * The global `fetch` through an undici dispatcher of your own, for what `pool()` does not offer. The dispatcher
 * must be of the same undici as the `fetch`: Node's own one, unless you give another.
 *
 * @throws {ConfigurationError} when it is no dispatcher, and from the first request when it is of another undici.
 * @example
 * import { fetch, MockAgent } from "undici";
 * const client = createClient({ fetch: viaDispatcher(new MockAgent(), fetch as typeof globalThis.fetch) });
 */
export function viaDispatcher(dispatcher: object, fetcher: typeof fetch = fetch): typeof fetch {
  if (typeof (dispatcher as { dispatch?: unknown }).dispatch !== "function") {
    throw new ConfigurationError("This is no undici dispatcher.", {
      code: "invalid_dispatcher",
      param: "dispatcher",
    });
  }
  return async (input, init) => {
    try {
      return await fetcher(input, { ...init, dispatcher } as RequestInit);
    } catch (error) {
      throw isMixed(error) ? mixed() : error;
    }
  };
}

/** The two speak by callbacks of other names, and each misses its own. */
function isMixed(error: unknown): boolean {
  const { code, message } = Object((error as { cause?: unknown }).cause) as {
    code?: unknown;
    message?: unknown;
  };
  return code === "UND_ERR_INVALID_ARG" && /^invalid on[A-Z]\w+ method$/.test(String(message));
}

const mixed = (): ConfigurationError =>
  new ConfigurationError(
    `The dispatcher and the fetch are of two versions of undici (Node's own is ${process.versions["undici"]}). ` +
      "Pass the fetch of the package the dispatcher comes from, or use pool().",
    { code: "mixed_undici", param: "dispatcher" },
  );
