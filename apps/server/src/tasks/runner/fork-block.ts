import { type ChildProcess, fork } from "node:child_process";

const entry = (): URL => new URL(`../block-process/child${ending()}`, import.meta.url);
const ending = () => (import.meta.url.endsWith(".ts") ? ".ts" : ".js");

/** What a block's process may know of the server's environment: nothing secret. */
const passed = ["PATH", "LANG", "LC_ALL", "TZ", "TMPDIR"];

/** Starts the process of one attempt. Told what to do by its first message. */
export function forkBlock(): ChildProcess {
  const env = Object.fromEntries(
    passed.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]])),
  );
  const source = ending() === ".ts" ? ["--conditions=platform-source"] : [];
  return fork(entry(), {
    env,
    stdio: ["ignore", "pipe", "pipe", "ipc"],
    execArgv: [...source, "--max-old-space-size=512"],
  });
}
