/**
 * How long an answer may be given again without asking, in milliseconds, as its headers say; `ttlMs` where they
 * say nothing. 0: ask first whether it still holds. `undefined`: must not be kept.
 */
export function freshness(headers: Headers, ttlMs: number): number | undefined {
  const said = directives(headers);
  if (said.has("no-store") || headers.get("vary")?.includes("*")) return undefined;
  if (said.has("no-cache")) return 0;
  const maxAge = said.get("max-age");
  const ageMs = Number(headers.get("age") ?? 0) * 1_000 || 0;
  // What cannot be read is old, as the standard has it.
  if (maxAge !== undefined) return Math.max(0, Number(maxAge) * 1_000 - ageMs) || 0;
  const expires = headers.get("expires");
  if (expires !== null) return Math.max(0, Date.parse(expires) - Date.now()) || 0;
  return ttlMs;
}

/** What `Cache-Control` says, by name. */
export function directives(headers: Headers): Map<string, string> {
  const all = new Map<string, string>();
  for (const part of (headers.get("cache-control") ?? "").toLowerCase().split(",")) {
    const [name = "", value = ""] = part.split("=");
    all.set(name.trim(), value.trim().replaceAll('"', ""));
  }
  return all;
}
