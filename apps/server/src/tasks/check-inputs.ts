import * as v from "valibot";
import { fail } from "../http/errors/http-error.ts";
import { suggest } from "../suggest.ts";
import { blockId, type Catalogue, findBlock } from "./blocks/catalogue.ts";

/** Refuses what the block could not work with, naming the input. */
export async function checkInputs(
  { blocks, folders }: Catalogue,
  id: string,
  inputs: Readonly<Record<string, unknown>>,
): Promise<void> {
  const block = findBlock(blocks, id) ?? unknownBlock(id, blocks.map(blockId));
  const read = v.safeParse(block.inputs, inputs);
  const [issue] = read.issues ?? [];
  if (issue) refuse(v.getDotPath(issue) ?? "", issue.message);
  const problem = await block.check?.(read.output, folders);
  if (problem) refuse(problem.input, problem.message);
}

function unknownBlock(id: string, known: readonly string[]): never {
  const near = suggest(id, known);
  const hint = near ? `Did you mean ${near}?` : "listBlocks shows what there is.";
  return fail(404, "block_not_found", `There is no block ${id}. ${hint}`, { param: "block" });
}

function refuse(input: string, message: string): never {
  const param = input === "" ? "inputs" : `inputs.${input}`;
  return fail(400, "invalid_inputs", `\`${param}\`: ${message}.`, { param });
}
