import type { Block, ListBlocksParams } from "@platform/tasks";
import { need } from "../http/errors/need.ts";
import type { Context, PageResult } from "../http/operation.ts";
import { toBlock } from "./to-block.ts";

/** Lists the blocks tasks can run. The cursor is the last block's id. */
export async function listBlocks(
  { engines }: Context,
  { cursor, limit = 100 }: ListBlocksParams,
): Promise<PageResult<Block>> {
  const all = need(engines.tasks).catalogue.blocks.map(toBlock);
  const rest = all
    .toSorted((a, b) => (a.id < b.id ? -1 : 1))
    .filter(({ id }) => cursor === undefined || id > cursor);
  const data = rest.slice(0, limit);
  return { data, nextCursor: rest.length > limit ? (data.at(-1)?.id ?? null) : null };
}
