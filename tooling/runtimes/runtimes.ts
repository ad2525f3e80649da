import { chromium } from "./chromium.ts";
import { commandLines } from "./command-lines.ts";
import type { Runtime } from "./runtime.ts";
import { workerd } from "./workerd.ts";

/** Every runtime the packages' README promises. */
export const runtimes: readonly Runtime[] = [...commandLines, chromium, workerd];
