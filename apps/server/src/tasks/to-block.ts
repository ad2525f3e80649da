import type { Block as BlockShown } from "@platform/tasks";
import { jsonSchema } from "../http/openapi/json-schema.ts";
import type { Block } from "./blocks/block.ts";
import { blockId } from "./blocks/catalogue.ts";

/** A block as the contract shows it. */
export const toBlock = (block: Block): BlockShown => ({
  id: blockId(block),
  package: block.package,
  name: block.name,
  version: block.version,
  description: block.description,
  inputs: { ...jsonSchema(block.inputs, "input") },
  result: { ...jsonSchema(block.result, "output") },
});
