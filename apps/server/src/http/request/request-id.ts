import { newId } from "../../store/new-id.ts";

/** The caller's `X-Request-Id` when it is short and plain, so that it is safe in logs; else a new one. */
export function requestIdOf(headers: Headers): string {
  const given = headers.get("x-request-id");
  return given !== null && /^[\w.:-]{1,128}$/.test(given) ? given : newId("req");
}
