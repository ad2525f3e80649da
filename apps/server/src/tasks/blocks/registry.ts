import type { Block } from "./block.ts";
import { ingest } from "./docs/ingest/ingest.ts";

/** Every block that ships. */
export const blocks: readonly Block[] = [ingest];
