import type { OperationLimits, ServerLimits } from "@platform/account";
import { pageParams } from "@platform/core/wire";
import type { Context } from "../../http/operation.ts";
import { asObject, jsonSchema } from "../../http/openapi/json-schema.ts";
import { mostUploads } from "../../http/uploads/mount-uploads.ts";

type Served = Context["operations"][number];

/** The fixed limits, each read from where it is enforced: the settings, and the operations themselves. */
export function serverLimits({
  settings,
  operations,
}: Pick<Context, "settings" | "operations">): ServerLimits {
  const own = operations.map(limitsOf);
  return {
    bodyBytes: settings.bodyLimit,
    pageItems: mostOf(pageParams().limit.wrapped.jsonSchema["maximum"]),
    uploads: mostUploads,
    operations: own.filter(({ bodyBytes, items }) => bodyBytes !== null || Object.keys(items).length > 0),
  };
}

function limitsOf({ contract, bodyLimit }: Served): OperationLimits {
  const { properties } = asObject(jsonSchema(contract.params(), "input"));
  const items = Object.entries(properties).flatMap(([name, { maxItems }]) =>
    typeof maxItems === "number" ? [[name, maxItems]] : [],
  );
  return { name: contract.name, bodyBytes: bodyLimit ?? null, items: Object.fromEntries(items) };
}

function mostOf(value: unknown): number {
  if (typeof value !== "number") throw new TypeError("Pages have no limit.");
  return value;
}
