import { join } from "node:path";
import { command, tryCommand } from "../check/command.ts";
import { binaryOf } from "./binaries.ts";
import type { Found, Outcome, Runtime } from "./runtime.ts";

const here = import.meta.dirname;
const nodeIn = (folder: string): string =>
  join(folder, "node_modules", "node", "bin", process.platform === "win32" ? "node.exe" : "node");

/** Runtimes that run a file and print: the three lines of Node, Deno, Bun. */
export const commandLines: readonly Runtime[] = [
  runtime("Node, oldest", () => nodeIn(join(here, "../oldest-node"))),
  runtime("Node, pinned", () => nodeIn(join(here, "../.."))),
  runtime("Node, newest", () => nodeIn(here)),
  runtime("Deno", () => binaryOf("deno", ["deno", "deno.exe"]), [
    "run",
    "--allow-all",
    "--no-remote",
    "--quiet",
  ]),
  runtime("Bun", () => binaryOf("bun", ["bin/bun", "bin/bun.exe"]), ["run"]),
];

function runtime(name: string, file: () => string | undefined, args: readonly string[] = []): Runtime {
  return {
    name,
    async find(): Promise<Found | string> {
      const program = file();
      if (program === undefined) return "its package has no binary for this system";
      const asked = await tryCommand(program, ["--version"], { timeoutMs: 30_000 }).catch(String);
      if (typeof asked === "string" || asked.code !== 0) {
        return `its binary does not start here: ${typeof asked === "string" ? asked : asked.output}`;
      }
      return {
        version: asked.output.split("\n")[0] ?? "",
        async run(folder, given) {
          const { PLATFORM_API_KEY: _, ...env } = process.env;
          const main = join(folder, "program", "main.mjs");
          const options = { cwd: folder, env, timeoutMs: 120_000 };
          const output = await command(program, [...args, main, JSON.stringify(given)], options);
          return JSON.parse(output.split("\n").at(-1) ?? "") as Outcome[];
        },
      };
    },
  };
}
