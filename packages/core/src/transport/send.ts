import type { RequestSpec } from "../action/request.ts";

/** The one place that calls fetch: lays a request out as bytes and sends it, once, following no redirect. */
export function send(
  baseUrl: string,
  spec: RequestSpec,
  headers: Record<string, string>,
  signal: AbortSignal,
  fetcher: typeof fetch = fetch,
): Promise<Response> {
  const { body } = spec;
  const raw = body instanceof Blob || body instanceof ReadableStream || ArrayBuffer.isView(body);
  return fetcher(baseUrl + spec.path + toQuery(spec.query), {
    method: spec.method,
    headers: body === undefined || raw ? headers : { "content-type": "application/json", ...headers },
    signal,
    // A redirected request would lose its method or carry the key to another host.
    redirect: "manual",
    ...(body !== undefined && {
      body: raw ? (body as NonNullable<RequestInit["body"]>) : JSON.stringify(body),
    }),
    ...(body instanceof ReadableStream && { duplex: "half" }),
  });
}

/** Lists are repeated names, objects travel as JSON, what is undefined does not travel. */
export function toQuery(query: RequestSpec["query"]): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {})) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== undefined) search.append(name, typeof one === "object" ? JSON.stringify(one) : String(one));
    }
  }
  return search.size > 0 ? `?${search}` : "";
}
