import { type ChildProcess, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

export interface Ran {
  /** Exit code; `null` when a signal ended it. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The program as a user starts it, from sources. `watch` sees the output so far at each new part of it. */
export async function run(
  program: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  watch: (stdout: string, child: ChildProcess) => void = () => undefined,
): Promise<Ran> {
  const file = fileURLToPath(new URL(`../src/${program}`, import.meta.url));
  const child = spawn(process.execPath, ["--conditions=platform-source", file, ...args], {
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let stdout = "";
  let stderr = "";
  child.stderr.setEncoding("utf8").on("data", (part: string) => (stderr += part));
  child.stdout.setEncoding("utf8").on("data", (part: string) => {
    stdout += part;
    watch(stdout, child);
  });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once("error", reject).once("close", resolve);
  });
  return { code, stdout, stderr };
}
