import { type Wire, wire } from "@platform/core";
import * as v from "@platform/core/wire";
import type { Block } from "./block.ts";
import type { ListBlocksParams } from "./list-blocks.ts";

export const listBlocksParams: Wire<ListBlocksParams> = /* @__PURE__ */ wire(() =>
  v.strictObject(v.pageParams()),
);

export const block: Wire<Block> = /* @__PURE__ */ wire(() =>
  v.object({
    id: v.string(),
    package: v.string(),
    name: v.string(),
    version: v.string(),
    description: v.string(),
    inputs: v.record(v.string(), v.unknown()),
    result: v.record(v.string(), v.unknown()),
  }),
);
