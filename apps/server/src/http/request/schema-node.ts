/** As much of a valibot schema as its parts need to be told apart; any other schema looks empty. */
export interface SchemaNode {
  readonly type?: unknown;
  readonly wrapped?: unknown;
  readonly entries?: unknown;
  readonly options?: unknown;
  readonly item?: unknown;
  readonly literal?: unknown;
  /** What a rule of `@platform/core/wire` says of itself; to valibot each of them is of the type `custom`. */
  readonly jsonSchema?: unknown;
}

interface Facts {
  readonly type?: unknown;
  readonly anyOf?: unknown;
  readonly items?: unknown;
}

export function asNode(schema: unknown): SchemaNode | undefined {
  return typeof schema === "object" && schema !== null ? schema : undefined;
}

/** The schema inside `optional`, `nullable` and their like. */
export function unwrap(schema: unknown): SchemaNode | undefined {
  const node = asNode(schema);
  return node?.wrapped === undefined ? node : unwrap(node.wrapped);
}

/** The fields of an object schema, those of every part of an intersection or choice together. */
export function entriesOf(schema: unknown): Readonly<Record<string, SchemaNode>> {
  const node = unwrap(schema);
  if (node === undefined) return {};
  if (Array.isArray(node.options)) return Object.assign({}, ...node.options.map(entriesOf));
  return (asNode(node.entries) ?? {}) as Record<string, SchemaNode>;
}

export function itemOf(schema: unknown): SchemaNode | undefined {
  const node = unwrap(schema);
  if (node?.type === "array") return unwrap(node.item);
  if (node?.type === "custom") return asNode((Object(node.jsonSchema) as Facts).items);
  if (!Array.isArray(node?.options)) return undefined;
  return node.options.map(itemOf).find((item) => item !== undefined);
}

/** What a value may be: `number`, `boolean`, `string`, `array`, `object`, `null`. */
export function kindsOf(schema: unknown): Set<string> {
  const node = asNode(schema);
  if (node === undefined) return new Set();
  const type = String(node.type);
  if (node.wrapped !== undefined) {
    const inner = kindsOf(node.wrapped);
    return type === "nullable" || type === "nullish" ? inner.add("null") : inner;
  }
  if (type === "custom") return kindsOfRule(Object(node.jsonSchema) as Facts);
  const options: readonly unknown[] = Array.isArray(node.options) ? node.options : [];
  if (type === "union" || type === "variant" || type === "intersect") {
    return new Set(options.flatMap((option) => [...kindsOf(option)]));
  }
  if (type === "literal") return new Set([typeof node.literal]);
  if (type === "picklist" || type === "enum") return new Set(options.map((option) => typeof option));
  if (/object|record/.test(type)) return new Set(["object"]);
  return new Set([/array|tuple/.test(type) ? "array" : type]);
}

function kindsOfRule({ type, anyOf }: Facts): Set<string> {
  if (Array.isArray(anyOf)) return new Set(anyOf.flatMap((option) => [...kindsOf(option)]));
  return new Set([type === "integer" ? "number" : String(type)]);
}
