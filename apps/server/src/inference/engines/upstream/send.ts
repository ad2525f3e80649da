import { EngineError } from "../../../engine-error.ts";
import type { Upstream } from "./upstream.ts";
import { errorOf } from "./upstream-error.ts";
import { createWatchdog, type Watchdog } from "./watchdog.ts";

/** A successful answer, its body still to be read. */
export interface Reply {
  readonly contentType: string;
  /** The body as text, as it comes. Leaving the loop, or a failure, ends the exchange. */
  text(): AsyncGenerator<string, void, undefined>;
  /** The whole body as JSON. @throws {EngineError} `upstream_failed` when it is none. */
  json(): Promise<unknown>;
}

/** Error bodies are read so far and no further. */
const ERROR_CHARACTERS = 64 * 1024;

/**
 * One request; a GET without a body. Rejects with the signal's reason when aborted.
 * @throws {EngineError} for anything else that goes wrong, never naming the key.
 */
export async function send(
  upstream: Upstream,
  path: string,
  body: object | undefined,
  signal: AbortSignal,
): Promise<Reply> {
  signal.throwIfAborted();
  const watchdog = createWatchdog(upstream);
  const either = AbortSignal.any([signal, watchdog.signal]);
  let response: Response;
  try {
    response = await fetch(`${upstream.baseUrl}${path}`, {
      method: body === undefined ? "GET" : "POST",
      headers: headers(upstream, body !== undefined),
      body: body === undefined ? null : JSON.stringify(body),
      signal: either,
      // A redirect would carry prompts, and perhaps the key, to a place nobody configured.
      redirect: "error",
    });
  } catch (error) {
    watchdog.stop();
    either.throwIfAborted();
    throw new EngineError("unavailable", `The upstream ${upstream.name} cannot be reached.`, {
      cause: causeOf(error),
    });
  }
  const text = (): AsyncGenerator<string, void, undefined> => read(upstream, response, watchdog, either);
  if (!response.ok) throw errorOf(upstream, response.status, await beginning(text()));
  return {
    contentType: response.headers.get("content-type") ?? "",
    text,
    async json() {
      let whole = "";
      for await (const piece of text()) whole += piece;
      try {
        return JSON.parse(whole);
      } catch {
        throw new EngineError("upstream_failed", `The upstream ${upstream.name} did not answer with JSON.`);
      }
    },
  };
}

function headers(upstream: Upstream, hasBody: boolean): Record<string, string> {
  return {
    accept: "application/json, text/event-stream",
    ...(hasBody ? { "content-type": "application/json" } : {}),
    ...(upstream.apiKey === undefined ? {} : { authorization: `Bearer ${upstream.apiKey}` }),
  };
}

async function* read(
  upstream: Upstream,
  response: Response,
  watchdog: Watchdog,
  signal: AbortSignal,
): AsyncGenerator<string, void, undefined> {
  const reader = response.body?.getReader();
  const decoder = new TextDecoder();
  try {
    for (;;) {
      watchdog.waiting();
      const { done, value } = (await reader?.read()) ?? { done: true, value: undefined };
      watchdog.heard();
      if (done) break;
      yield decoder.decode(value, { stream: true });
    }
    const rest = decoder.decode();
    if (rest !== "") yield rest;
  } catch (error) {
    signal.throwIfAborted();
    throw new EngineError("upstream_failed", `The upstream ${upstream.name} broke off its answer.`, {
      cause: causeOf(error),
    });
  } finally {
    watchdog.stop();
    // Ends the connection when the reader left early; nothing to do for a body that is read to its end.
    await reader?.cancel().catch(() => undefined);
  }
}

async function beginning(pieces: AsyncIterable<string>): Promise<string> {
  let text = "";
  for await (const piece of pieces) {
    text += piece;
    if (text.length > ERROR_CHARACTERS) break;
  }
  return text;
}

/** The bare reason, such as ECONNREFUSED: fetch errors may hold the request, and with it the key. */
function causeOf(error: unknown): string {
  const inner = error instanceof Error && error.cause !== undefined ? error.cause : error;
  if (typeof inner === "object" && inner !== null && "code" in inner) return String(inner.code);
  return inner instanceof Error ? inner.name : "unknown";
}
