import type { Block } from "./block.ts";

/** Every block that ships. */
export const blocks: readonly Block[] = [];
