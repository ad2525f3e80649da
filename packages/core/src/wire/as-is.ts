import type { GenericSchema } from "valibot";

/** What of a valibot schema says whether a value fits. */
interface Parts {
  readonly type: string;
  readonly check?: (value: unknown) => boolean;
  readonly wrapped?: Parts;
  readonly item?: Parts;
  readonly entries?: Readonly<Record<string, Parts>>;
  readonly pipe?: unknown;
  readonly default?: unknown;
}

/**
 * Hands on a value that fits as it is; only another one is worked out part by part. Events come by the thousand, and
 * valibot copies each of their objects: a third of what reading one costs.
 */
export function asIs<T extends GenericSchema>(schema: T): T {
  const { validate, ...standard } = schema["~standard"];
  const quick = (value: unknown) => (fits(schema as unknown as Parts, value) ? { value } : validate(value));
  return Object.assign(schema, { "~standard": { ...standard, validate: quick } });
}

/** Whether a value is right and would be left alone. "No" says nothing: what is not known here is no too. */
function fits(schema: Parts, value: unknown): boolean {
  const { type, check, wrapped, item, entries } = schema;
  if (schema.pipe || schema.default !== undefined) return false;
  if (check) return check(value);
  if (type === "nullish") return value == null || fits(wrapped as Parts, value);
  if (type === "array") {
    if (!Array.isArray(value)) return false;
    for (const one of value) if (!fits(item as Parts, one)) return false;
    return true;
  }
  // A key that sets a prototype is left out by valibot.
  if (type !== "loose_object" || !value || typeof value !== "object" || Object.hasOwn(value, "__proto__"))
    return false;
  for (const key in entries) {
    if (!fits(entries[key] as Parts, (value as Record<string, unknown>)[key])) return false;
  }
  return true;
}
