/** What a program in any runtime but Node finds around it. */
export { ambient } from "./use/ambient.ts";
export { discover } from "./discover/discover.ts";
