const hidden = "[redacted]";
const longest = 2_000;

/** Names of fields that hold secrets, by their end: `dbPassword` too, but not `maxTokens`. */
const usual =
  /(apikey|accesskey|privatekey|secretkey|secret|password|passwd|passphrase|token|credentials?|authorization|cookie|passport|signature)$/;

const plain = (name: string) => name.toLowerCase().replace(/[^a-z0-9.]/g, "");

/**
 * Makes a copy of a value that may be logged: fields with a usual name of a secret are masked at any depth, and
 * so are those at `paths`. A path names a field or, with dots, its place: `"user.email"`; arrays count for
 * nothing: `"messages.content"`.
 */
export function redact(
  value: unknown,
  paths: readonly string[],
  text: (text: string) => string = (same) => same,
): unknown {
  const asked = paths.map((path) => `.${plain(path)}`);
  const above = new Set<unknown>();
  const isHidden = (path: string) => usual.test(path) || asked.some((end) => path.endsWith(end));
  const walk = (part: unknown, path: string): unknown => {
    if (typeof part === "string") return text(part.length > longest ? `${part.slice(0, longest)}…` : part);
    if (typeof part === "bigint") return String(part);
    if (typeof part !== "object" || part === null) return part;
    if (part instanceof Date) return part.toJSON();
    if (above.has(part)) return "[circular]";
    const proto: unknown = Object.getPrototypeOf(part);
    const isPlain = Array.isArray(part) || proto === Object.prototype || proto === null;
    // Bytes, files and streams are not for logs.
    if (!isPlain) return `[${part.constructor.name}]`;
    above.add(part);
    const copy = Array.isArray(part)
      ? part.map((item) => walk(item, path))
      : Object.fromEntries(
          Object.entries(part).map(([name, field]) => {
            const place = `${path}.${plain(name)}`;
            return [name, field != null && isHidden(place) ? hidden : walk(field, place)];
          }),
        );
    above.delete(part);
    return copy;
  };
  return walk(value, "");
}

/** Masks the keys that a request carries, wherever they are quoted, and all that looks like a key or credential. */
export function withoutKeys(headers: Headers): (text: string) => string {
  const keys = ["authorization", "x-api-key", "cookie", "proxy-authorization"].flatMap((name) => {
    const value = headers.get(name);
    return value ? [value.replace(/^(bearer|basic)\s+/i, "")] : [];
  });
  return (text) => {
    const clean = keys.reduce((rest, key) => rest.replaceAll(key, hidden), text);
    return clean
      .replace(/\b(bearer|basic)\s+[\w.~+/=-]+/gi, `$1 ${hidden}`)
      .replace(/\b(plat|tok)_[\w-]+/g, hidden);
  };
}
