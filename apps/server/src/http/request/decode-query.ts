import { isDeeperThan } from "./json-depth.ts";
import { entriesOf, kindsOf, itemOf, type SchemaNode } from "./schema-node.ts";

/** Query values as the schema wants them. What cannot be decoded stays text, for the validation to name. */
export function decodeQuery(query: URLSearchParams, schema: unknown): Record<string, unknown> {
  const entries = entriesOf(schema);
  const decoded: Record<string, unknown> = {};
  for (const name of new Set(query.keys())) {
    const node = Object.hasOwn(entries, name) ? entries[name] : undefined;
    // Defined, not assigned: a parameter may be called `__proto__`.
    Object.defineProperty(decoded, name, {
      value: decodeAll(query.getAll(name), node),
      enumerable: true,
      configurable: true,
      writable: true,
    });
  }
  return decoded;
}

function decodeAll(values: readonly string[], node: SchemaNode | undefined): unknown {
  const kinds = kindsOf(node);
  if (kinds.has("array")) {
    const [only] = values;
    if (values.length === 1 && only?.startsWith("[")) return json(only) ?? values;
    const item = kindsOf(itemOf(node));
    return values.map((value) => decodeOne(value, item));
  }
  // A parameter given twice is a mistake unless it is a list; the validation says so.
  return values.length === 1 ? decodeOne(values[0] ?? "", kinds) : values;
}

function decodeOne(value: string, kinds: ReadonlySet<string>): unknown {
  if (kinds.has("number") && value.trim() !== "" && Number.isFinite(Number(value))) return Number(value);
  if (kinds.has("boolean") && (value === "true" || value === "false")) return value === "true";
  if (kinds.has("null") && value === "null") return null;
  if (kinds.has("object") && value.startsWith("{")) return json(value) ?? value;
  return value;
}

function json(text: string): unknown {
  if (isDeeperThan(text, 64)) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
