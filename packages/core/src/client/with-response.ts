import type { Fetcher } from "../use/layer.ts";
import { type Client, settings } from "./create-client.ts";

/** What a call gave, and the answer it was made of. */
export interface WithResponse<T> {
  readonly value: T;
  /** Of the last attempt. Status and headers can be read; the body has been, unless the call gave it as a stream. */
  readonly response: Response;
}

/**
 * Runs a call and gives the raw response beside its value. Of several calls in `run` it is the last one's. For a
 * stream of events, whose request is sent when reading begins, use `hooks({ onResponse })`.
 *
 * @throws {TypeError} when `run` got no response at all.
 * @example
 * const { value, response } = await withResponse(client, (raw) => getTask(raw, { taskId }));
 * console.log(value.status, response.headers.get("x-request-id"));
 */
export async function withResponse<T>(
  client: Client,
  run: (client: Client) => Promise<T>,
): Promise<WithResponse<T>> {
  const own = client[settings];
  let response: Response | undefined;
  const fetch: Fetcher = async (url, init) => (response = await own.fetch(url, init));
  const watched = Object.defineProperty({ baseUrl: client.baseUrl }, settings, { value: { ...own, fetch } });
  const value = await run(watched as Client);
  if (!response) throw new TypeError("withResponse: what was run sent no request.");
  return { value, response };
}
