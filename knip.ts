import { existsSync } from "node:fs";
import { join } from "node:path";
import type { KnipConfig } from "knip";
import { isEmpty, type Workspace, workspaces } from "./tooling/check/workspace.ts";

/** Not begun yet: it cannot use what its manifest already names. */
function isUnbegun(workspace: Workspace): boolean {
  if (workspace.room === "packages") return isEmpty(workspace);
  return !["start.ts", "main.ts", "index.ts"].some((file) => existsSync(join(workspace.path, "src", file)));
}

const unbegun = workspaces()
  .filter(isUnbegun)
  .map(({ room, folder }) => `${room}/${folder}`);
const whole = unbegun.length === 0;

export default {
  workspaces: {
    ".": {
      entry: ["tooling/check/{run,test}.ts", "tooling/build/tsup.ts"],
      project: ["tooling/**/*.{ts,mjs}"],
      // Run as programs by the gates; the rest is for packages that are not begun.
      ignoreDependencies: [
        "@arethetypeswrong/cli",
        "@typescript/native",
        "oxlint",
        ...(whole ? [] : ["fast-check", "openai", "playwright-core"]),
      ],
    },
    // Its configuration names every source as an entry of the build, not as one of use.
    "packages/*": { tsup: false, entry: ["src/**/*.test-d.ts"], project: ["src/**/*.ts"] },
    "apps/*": {
      // Workers and children are found by a URL that knip cannot follow.
      entry: [
        "src/{start,main}.ts",
        "src/**/{worker,child,agent,*-worker,*-thread,*-child,*-agent}.ts",
        "test/**/*.test.ts",
      ],
      project: ["{src,test}/**/*.{ts,tsx}"],
    },
  },
  // A system program, not a package.
  ignoreBinaries: ["bwrap", "mount", "umount", "unshare"],
  ignoreWorkspaces: unbegun,
  exclude: whole ? [] : ["catalog"],
  ignoreExportsUsedInFile: true,
} satisfies KnipConfig;
