/** What a program under Node finds around it: who listens to its channel, files with keys. */
export { ambient } from "./use/ambient-node.ts";
export { discover } from "./discover/discover-node.ts";
