import { codings } from "./decoded.ts";
import { type OutgoingBody, outgoingBody } from "./outgoing-body.ts";

/** A request as undici wants it. */
export interface Outgoing {
  readonly url: URL;
  readonly method: string;
  /** Names and values in turn. */
  readonly headers: string[];
  readonly body: OutgoingBody | undefined;
  readonly signal: AbortSignal | undefined;
  readonly redirect: RequestInit["redirect"];
}

/** Reads what `fetch` is given. */
export function outgoing(input: string | URL | Request, init: RequestInit, compression: boolean): Outgoing {
  const request = typeof input === "object" && "url" in input ? input : undefined;
  const url = new URL(request ? request.url : (input as string | URL));
  const given = { ...pick(request), ...init };
  const body = given.body == null ? undefined : outgoingBody(given.body);
  const headers: string[] = [];
  const named = new Set<string>();
  for (const [name, value] of given.headers instanceof Headers ? given.headers : new Headers(given.headers)) {
    headers.push(name, value);
    named.add(name);
  }
  const add = (name: string, value: string | number | undefined) => {
    if (value !== undefined && !named.has(name)) headers.push(name, String(value));
  };
  add("content-type", body?.type);
  add("content-length", body?.length);
  if (compression) add("accept-encoding", codings);
  return {
    url,
    method: (given.method ?? "GET").toUpperCase(),
    headers,
    body,
    signal: given.signal ?? undefined,
    redirect: given.redirect,
  };
}

function pick(request: Request | undefined): RequestInit {
  if (!request) return {};
  const { method, headers, body, signal, redirect } = request;
  return { method, headers, body, signal, redirect };
}
