import type { Block } from "./block.ts";

/** The blocks this server runs, and where their processes find them. */
export interface Catalogue {
  readonly blocks: readonly Block[];
  /** A module whose export `blocks` is the same list. */
  readonly url: URL;
  /** Folders that tasks may read. */
  readonly folders: readonly string[];
}

/** `package::name`, as the contract names blocks. */
export const blockId = (block: Pick<Block, "package" | "name">): string => `${block.package}::${block.name}`;

export function findBlock(blocks: readonly Block[], id: string): Block | undefined {
  return blocks.find((block) => blockId(block) === id);
}
