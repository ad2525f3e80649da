import type { Dispatcher } from "undici";
import { ConfigurationError } from "../errors/client-errors.ts";
import { decoded } from "./decoded.ts";
import { outgoing } from "./outgoing.ts";
import { IncomingBody } from "./incoming-body.ts";

/** Statuses whose answer has no body. */
const bodiless = new Set([204, 205, 304]);

/** Sends one request and gives its answer as soon as the headers are there, as `fetch` does. */
export function exchange(
  dispatcher: Dispatcher,
  input: string | URL | Request,
  init: RequestInit,
  compression: boolean,
): Promise<Response> {
  const { url, method, headers, body, signal, redirect } = outgoing(input, init, compression);
  return new Promise((resolve, reject) => {
    let sending: Dispatcher.DispatchController | undefined;
    let incoming: IncomingBody | undefined;
    let over = false;

    const finish = (reason?: unknown) => {
      over = true;
      signal?.removeEventListener("abort", onAbort);
      // Of a body that has been sent there is nothing left to stop.
      body?.stop(reason);
    };
    const fail = (error: unknown) => {
      if (over) return;
      finish(error);
      if (incoming) incoming.fail(error);
      else reject(error);
    };
    const onAbort = () => {
      fail(signal?.reason);
      // While the request waits for a connection there is nothing to end yet.
      sending?.abort(signal?.reason);
    };
    if (signal?.aborted) return onAbort();
    signal?.addEventListener("abort", onAbort);

    const request = {
      origin: url.origin,
      path: url.pathname + url.search,
      method: method as Dispatcher.HttpMethod,
      headers,
      body: (body?.content ?? null) as Uint8Array | null,
    };
    const handler: Dispatcher.DispatchHandler = {
      onRequestStart(controller) {
        sending = controller;
        if (over) controller.abort(signal?.reason);
      },
      onResponseStart(controller, status, received, statusText = "") {
        // Such as 103: the answer is still to come.
        if (over || status < 200) return;
        if (redirect === "error" && status >= 300 && status < 400) {
          fail(new TypeError("fetch failed", { cause: new Error(`a redirect (${status})`) }));
          return controller.abort(new Error("redirect"));
        }
        const empty = method === "HEAD" || bodiless.has(status);
        const begun = new IncomingBody(controller, finish);
        const stream = empty ? null : begun.stream;
        resolve(toResponse(stream, url, status, statusText, received, compression));
        incoming = begun;
      },
      onResponseData(controller, chunk) {
        if (!over) incoming?.push(chunk);
      },
      onResponseEnd() {
        if (over) return;
        finish();
        incoming?.end();
      },
      onResponseError(_, error) {
        fail(explained(error, incoming !== undefined));
      },
    };
    try {
      dispatcher.dispatch(request, handler);
    } catch (error) {
      fail(explained(error as Error, false));
    }
  });
}

function toResponse(
  stream: ReadableStream<Uint8Array> | null,
  url: URL,
  status: number,
  statusText: string,
  received: Record<string, string | string[] | undefined>,
  compression: boolean,
): Response {
  const headers = new Headers();
  for (const name in received) {
    const value = received[name];
    if (Array.isArray(value)) for (const each of value) headers.append(name, each);
    else headers.append(name, value ?? "");
  }
  const coding = compression && stream ? headers.get("content-encoding") : null;
  const body = stream && coding ? decoded(stream, coding) : stream;
  // A server may say anything there; `Response` takes printable text only.
  const shown = /^[\t\x20-\x7e]*$/.test(statusText) ? statusText : "";
  const response = new Response(body, { status, statusText: shown, headers });
  return Object.defineProperty(response, "url", { value: url.href });
}

/** As `fetch` has it: a `TypeError` whose cause says what happened. */
function explained(error: Error, started: boolean): Error {
  if (/\(407\)/.test(error.message)) {
    return new ConfigurationError(
      "The proxy asks for a user and a password, or refuses those it got (407).",
      {
        code: "proxy_authentication",
        param: "proxy",
      },
    );
  }
  return new TypeError(started ? "terminated" : "fetch failed", { cause: error });
}
