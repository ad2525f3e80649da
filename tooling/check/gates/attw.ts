import { tryCommand } from "../command.ts";
import { failIfAny, type Gate } from "../gate.ts";
import { packAll } from "../pack.ts";

/** The packed declarations resolve for every module setting that ESM packages serve. */
export const attw: Gate = {
  name: "attw",
  async run() {
    const problems: string[] = [];
    const packages = await packAll();
    for (const { tarball, manifest } of packages) {
      const { code, output } = await tryCommand("attw", [
        tarball,
        "--profile",
        "esm-only",
        "--no-color",
        "--no-emoji",
      ]);
      if (code !== 0) problems.push(`${manifest.name}:`, output);
    }
    failIfAny(problems);
    return `${packages.length} packages`;
  },
};
