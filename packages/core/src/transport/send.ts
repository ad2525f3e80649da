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
    // Fetch reports every transport failure as a `TypeError`; its cause says what happened.
    const { cause = thrown } = Object(thrown) as { cause?: unknown };
    const { code, message } = Object(cause) as { code?: string; message?: string };
    throw new ConnectionError(`No answer from ${init.call.baseUrl} (${code ?? message ?? cause}).`, {
      hint: "Is the server running there?",
      cause,
    });
  }
}
