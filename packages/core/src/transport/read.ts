import { DecodeError } from "../errors/client-errors.ts";

/** Parses a JSON body; anything else is an error that names the request, never a string passed off as data. */
export async function readJson(response: Response): Promise<unknown> {
  const text = await response.text();
  if (text === "") return undefined;
  try {
    return JSON.parse(text);
  } catch {
    throw new DecodeError(`The answer (${response.status}) is not JSON.`, {
      requestId: response.headers.get("x-request-id") ?? undefined,
    });
  }
}

/** An error body may be anything; what cannot be read as JSON says nothing. */
export async function readErrorBody(response: Response): Promise<unknown> {
  try {
    return JSON.parse((await response.text()).slice(0, 65_536));
  } catch {
    return undefined;
  }
}
