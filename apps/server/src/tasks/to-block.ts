import type { Block as BlockShown } from "@platform/tasks";
import { toJsonSchema } from "@valibot/to-json-schema";
import type { GenericSchema } from "valibot";
import type { Block } from "./blocks/block.ts";
import { blockId } from "./blocks/catalogue.ts";

/** A block as the contract shows it. */
export const toBlock = (block: Block): BlockShown => ({
  id: blockId(block),
  package: block.package,
  name: block.name,
  version: block.version,
  description: block.description,
  inputs: schemaOf(block.inputs),
  result: schemaOf(block.result),
});

/** Rules that JSON Schema has no word for are left out; the description says them. */
function schemaOf(schema: GenericSchema): Record<string, unknown> {
  return { ...toJsonSchema(schema, { errorMode: "ignore", typeMode: "input" }) };
}
