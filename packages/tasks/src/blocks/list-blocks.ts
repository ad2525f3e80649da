import { defineList, type ListAction, type ListParams } from "@platform/core";
import type { Block } from "./block.ts";
import { block, listBlocksParams } from "./schemas.ts";

/** All of them, page by page. */
export interface ListBlocksParams extends ListParams {}

/**
 * Lists the blocks tasks can run, with what each takes and gives.
 *
 * @example
 * for await (const block of listBlocks(client)) console.log(block.id, block.description);
 */
export const listBlocks: ListAction<ListBlocksParams, Block> = /* @__PURE__ */ defineList({
  name: "listBlocks",
  route: "GET /v1/blocks",
  params: listBlocksParams,
  item: block,
  scope: "tasks:read",
});
