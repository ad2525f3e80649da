import type { Layer } from "./layer.ts";

/** Layers that every client of this runtime has. */
export const ambient: readonly Layer[] = [];
