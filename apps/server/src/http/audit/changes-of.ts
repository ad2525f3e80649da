/** Longer ones are left out: the log says what was changed, it is no copy of it. */
const longest = 1_000;

/** What was asked for as the log may keep it: without what stands in the route, and without what could be secret. */
export function changesOf(params: unknown, inRoute: readonly string[]): Record<string, unknown> {
  const given = typeof params === "object" && params !== null ? Object.entries(params) : [];
  return Object.fromEntries(
    given
      .filter(([name, value]) => value !== undefined && !inRoute.includes(name))
      .map(([name, value]) => [name, shown(name, value)]),
  );
}

function shown(name: string, value: unknown): unknown {
  if (/secret|token|password|email/i.test(name)) return "hidden";
  // The query of an address often holds a password of its owner's.
  const kept = typeof value === "string" && URL.canParse(value) ? value.replace(/[?#].*$/, "") : value;
  return JSON.stringify(kept).length > longest ? "too long to be kept here" : kept;
}
