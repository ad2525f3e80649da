import { existsSync } from "node:fs";
import { join, relative } from "node:path";
import { tryCommand } from "../command.ts";
import { failIfAny, type Gate } from "../gate.ts";
import { root, workspaces } from "../workspace.ts";

const compiler = join(root, "node_modules", "@typescript", "native", "bin", "tsc");

/** Every package, app and tool type checks on its sources. */
export const types: Gate = {
  name: "types",
  async run() {
    const folders = [...workspaces().map(({ path }) => path), join(root, "tooling")];
    const projects = folders
      .map((folder) => join(folder, "tsconfig.json"))
      .filter((file) => existsSync(file));
    const problems: string[] = [];
    for (const project of projects) {
      const { code, output } = await tryCommand(process.execPath, [
        compiler,
        "-p",
        project,
        "--pretty",
        "false",
      ]);
      if (code !== 0) problems.push(`${relative(root, project)}:`, output);
    }
    failIfAny(problems);
    return `${projects.length} projects`;
  },
};
