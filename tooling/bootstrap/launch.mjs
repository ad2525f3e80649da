import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { pinnedNode, root, windows } from "./paths.mjs";
import { fail } from "./say.mjs";

const signals = ["SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT"];
// One Ctrl-C reaches us twice, from the terminal and again from npm; the program must see it once.
const sameSignalMs = 300;
const parentCheckMs = 500;

/** Runs the target under the pinned Node with our terminal, passing signals down and its exit code up. */
export function launch(target, args, env) {
  const file = join(root, target.file);
  if (!existsSync(file)) fail(`there is nothing to run yet: ${target.file} was not built`, 1);
  const flags = file.endsWith(".ts") ? ["--conditions=platform-source"] : [];
  // A group of its own: the terminal's signals then come through us only, once.
  const child = spawn(pinnedNode(), [...flags, file, ...args], { env, stdio: "inherit", detached: !windows });
  const last = new Map();
  for (const signal of signals) {
    process.on(signal, () => {
      const now = Date.now();
      if (now - (last.get(signal) ?? 0) < sameSignalMs) return;
      last.set(signal, now);
      child.kill(signal);
    });
  }
  followParent(child);
  return new Promise(() => {
    child.once("error", (error) => fail(`${target.file} did not start: ${error.message}`, 1));
    child.once("exit", (code, signal) => {
      if (signal === null) process.exit(code ?? 1);
      for (const name of signals) process.removeAllListeners(name);
      process.kill(process.pid, signal);
    });
  });
}

/** npm hands a signal to its shell, which may die of it without a word to us: then the program ends too. */
function followParent(child) {
  if (process.env.npm_lifecycle_event === undefined || windows) return;
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    child.kill("SIGTERM");
  }, parentCheckMs);
  timer.unref();
}
