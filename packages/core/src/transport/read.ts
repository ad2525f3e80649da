import { ConnectionError, DecodeError } from "../errors/client-errors.ts";

/** Names the request in the server's log, when the server says it. */
export const requestIdOf = (response: Response): string | undefined =>
  response.headers.get("x-request-id") ?? undefined;

/** Parses a JSON body; anything else is an error that names the request, never a string passed off as data. */
export async function readJson(response: Response): Promise<unknown> {
  const requestId = requestIdOf(response);
  const text = await response.text().catch((cause: unknown) => {
    throw new ConnectionError("The answer broke off.", { code: "response_broken", requestId, cause });
  });
  if (text === "") return undefined;
  try {
    return JSON.parse(text);
  } catch {
    throw new DecodeError(`The answer (${response.status}) is not JSON.`, { requestId });
  }
}

/** An error body may be anything; what cannot be read as JSON says nothing. */
export async function readErrorBody(response: Response): Promise<unknown> {
  try {
    return JSON.parse(await response.text());
  } catch {
    return undefined;
  }
}
