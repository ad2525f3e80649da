import { ConnectionError } from "../errors/client-errors.ts";
import { PlatformError } from "../errors/platform-error.ts";
import type { OutgoingInit } from "../use/layer.ts";

/**
 * The one place that calls fetch.
 *
 * @throws {ConnectionError} when no answer came.
 */
export async function send(
  url: string,
  init: OutgoingInit,
  fetcher: typeof fetch = fetch,
): Promise<Response> {
  init.touch();
  try {
    return await fetcher(url, init);
  } catch (thrown) {
    // A custom fetch may say what is wrong itself.
    if (thrown instanceof PlatformError) throw thrown;
    const cause = root(thrown);
    const { code, message } = Object(cause) as { code?: string; message?: string };
    throw new ConnectionError(`No answer from ${init.call.baseUrl} (${code ?? message ?? cause}).`, {
      hint: "Is the server running, and is baseUrl its address?",
      cause,
    });
  }
}

/** Fetch reports every transport failure as a `TypeError`; its innermost cause says what happened. */
function root(thrown: unknown): unknown {
  const { cause } = Object(thrown) as { cause?: unknown };
  return cause === undefined || cause === thrown ? thrown : root(cause);
}
