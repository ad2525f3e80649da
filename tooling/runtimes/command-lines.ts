import { join } from "node:path";
import { command } from "../check/command.ts";
import { type Binary, binaryOf, newestNode, nodeOf } from "./binaries.ts";
import type { Found, Outcome, Runtime } from "./runtime.ts";

const root = join(import.meta.dirname, "../..");

/** Runtimes that run a file and print: three lines of Node, Deno, Bun. */
export const commandLines: readonly Runtime[] = [
  runtime("Node, oldest", () => nodeOf(join(root, "tooling", "oldest-node"))),
  runtime("Node, pinned", () => nodeOf(root)),
  runtime("Node, newest", newestNode),
  runtime("Deno", () => binaryOf("deno", ["deno", "deno.exe"]), [
    "run",
    "--allow-all",
    "--no-remote",
    "--quiet",
  ]),
  runtime("Bun", () => binaryOf("bun", ["bin/bun", "bin/bun.exe"]), ["run"]),
];

function runtime(name: string, look: () => Promise<Binary>, args: readonly string[] = []): Runtime {
  return {
    name,
    async find(): Promise<Found | string> {
      const binary = await look();
      if (typeof binary === "string") return binary;
      return {
        version: binary.version,
        async run(folder, given) {
          const { PLATFORM_API_KEY: _, ...env } = process.env;
          const main = join(folder, "program", "main.mjs");
          const options = { cwd: folder, env, timeoutMs: 120_000 };
          const output = await command(binary.path, [...args, main, JSON.stringify(given)], options);
          return JSON.parse(output.split("\n").at(-1) ?? "") as Outcome[];
        },
      };
    },
  };
}
