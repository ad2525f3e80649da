import { ConnectionError, DecodeError } from "../errors/client-errors.ts";

/** Names the request in the server's log, when the server says it. */
export const requestIdOf = (response: Response): string | undefined =>
  response.headers.get("x-request-id") ?? undefined;

/** The error for an answer that is not even of the right kind. */
export const notReadable = (response: Response, expected: string): DecodeError =>
  new DecodeError(`The answer (${response.status}) is not ${expected}.`, {
    requestId: requestIdOf(response),
  });

/** Parses JSON; anything else is an error that names the request, never a string passed off as data. */
export function parseJson(text: string, response: Response): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw notReadable(response, "JSON");
  }
}

/** A whole body as JSON; `undefined` for an empty one. */
export async function readJson(response: Response): Promise<unknown> {
  const text = await response.text().catch((cause: unknown) => {
    throw new ConnectionError("The answer broke off.", {
      code: "response_broken",
      requestId: requestIdOf(response),
      cause,
    });
  });
  return text === "" ? undefined : parseJson(text, response);
}

/** An error body may be anything; what cannot be read as JSON says nothing. */
export async function readErrorBody(response: Response): Promise<unknown> {
  try {
    return JSON.parse(await response.text());
  } catch {
    return undefined;
  }
}
