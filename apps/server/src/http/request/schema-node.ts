/** As much of a valibot schema as its parts need to be told apart; any other schema looks empty. */
export interface SchemaNode {
  readonly type?: unknown;
  readonly wrapped?: unknown;
  readonly entries?: unknown;
  readonly options?: unknown;
  readonly item?: unknown;
  readonly literal?: unknown;
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
  const node = unwrap(schema);
  const outer = asNode(schema)?.type;
  const kinds = new Set<string>();
  if (outer === "nullable" || outer === "nullish") kinds.add("null");
  if (node === undefined) return kinds;
  const type = String(node.type);
  if (type === "union" || type === "variant" || type === "intersect") {
    for (const option of Array.isArray(node.options) ? node.options : []) {
      for (const kind of kindsOf(option)) kinds.add(kind);
    }
  } else if (type === "literal") kinds.add(typeof node.literal);
  else if (type === "picklist" || type === "enum") {
    for (const option of Array.isArray(node.options) ? node.options : []) kinds.add(typeof option);
  } else if (/object|record/.test(type)) kinds.add("object");
  else if (/array|tuple/.test(type)) kinds.add("array");
  else kinds.add(type);
  return kinds;
}
