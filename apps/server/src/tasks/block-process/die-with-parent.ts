import { Worker } from "node:worker_threads";

const watch = `
const { workerData } = require("node:worker_threads");
setInterval(() => {
  if (process.ppid !== workerData) process.kill(process.pid, "SIGKILL");
}, 500);`;

/**
 * Ends this process when the one that started it is gone. In a thread of its own, since a block may be too busy to
 * hear that the channel to its server was closed.
 */
export function dieWithParent(): void {
  new Worker(watch, { eval: true, workerData: process.ppid, execArgv: [], env: {} }).unref();
}
