import { createHash } from "node:crypto";

/** Names a request: the same for the same operation and parameters, whatever the order of their fields. */
export function fingerprint(method: string, path: string, params: unknown): string {
  return createHash("sha256")
    .update(`${method} ${path}\n${canonical(params)}`)
    .digest("hex");
}

function canonical(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === "object" && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}
