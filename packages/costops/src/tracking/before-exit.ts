/** In Node, runs `work` each time when the program has nothing left to do. Gives what ends that; elsewhere nothing happens. */
export function beforeExit(work: () => Promise<void>): () => void {
  const { process } = globalThis as { process?: Partial<NodeJS.Process> };
  if (typeof process?.on !== "function" || typeof process.off !== "function") return () => undefined;
  const listener = () => void work();
  process.on("beforeExit", listener);
  return () => void process.off?.("beforeExit", listener);
}
