import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";

export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A program of its own, on the sources: `core` and `node` are this package's entries. Resolves when it has ended. */
export async function runChild(program: string, env: Record<string, string> = {}): Promise<Ran> {
  const entry = (name: string) => JSON.stringify(new URL(`../src/${name}.ts`, import.meta.url).href);
  const head = `import * as core from ${entry("index")}; import * as node from ${entry("node")};`;
  const args = ["--conditions=platform-source", "--input-type=module", "-e", `${head}\n${program}`];
  const child = spawn(process.execPath, args, {
    cwd: fileURLToPath(new URL(".", import.meta.url)),
    env: { PATH: process.env["PATH"], HOME: "/nonexistent", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const [stdout, stderr, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, "exit") as Promise<[number | null]>,
  ]);
  return { code, stdout, stderr };
}
