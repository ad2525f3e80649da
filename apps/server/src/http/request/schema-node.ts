/** As much of a valibot schema as its parts need to be told apart; any other schema looks empty. */
export interface SchemaNode {
  readonly type?: unknown;
  readonly wrapped?: unknown;
  readonly entries?: unknown;
  readonly options?: unknown;
  readonly item?: unknown;
  readonly literal?: unknown;
  /** What a rule of `@platform/core/wire` says of itself. */
  readonly jsonSchema?: { readonly type?: string; readonly anyOf?: readonly unknown[] } | undefined;
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
  const options: readonly unknown[] = Array.isArray(node.options) ? node.options : [];
  if (node.jsonSchema) return kindsOfRule(node.jsonSchema);
  if (type === "union" || type === "variant" || type === "intersect") {
    return new Set(options.flatMap((option) => [...kindsOf(option)]));
  }
  if (type === "literal") return new Set([typeof node.literal]);
  if (type === "picklist" || type === "enum") return new Set(options.map((option) => typeof option));
  if (/object|record/.test(type)) return new Set(["object"]);
  return new Set([/array|tuple/.test(type) ? "array" : type]);
}

function kindsOfRule({ type, anyOf = [] }: NonNullable<SchemaNode["jsonSchema"]>): Set<string> {
  if (type !== undefined) return new Set([type === "integer" ? "number" : type]);
  return new Set(anyOf.flatMap((schema) => [...kindsOf(schema)]));
}
