import { globSync } from "node:fs";
import { dirname } from "node:path";
import { defineConfig } from "vitest/config";

// Tests run on sources: the `source` condition makes every workspace package resolve to its `src`.
const conditions = ["platform-source", "node"];
// An app that needs more, such as a database for its whole run, says so in a config of its own.
const own = globSync("apps/*/vitest.config.ts", { cwd: import.meta.dirname });

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions, externalConditions: ["platform-source"] } },
  test: {
    projects: [
      ...own,
      {
        extends: true,
        test: {
          name: "workspace",
          include: ["packages/*/src/**/*.test.ts", "apps/*/{src,test}/**/*.test.ts", "tooling/**/*.test.ts"],
          exclude: ["**/node_modules/**", ...own.map((config) => `${dirname(config)}/**`)],
        },
      },
    ],
    setupFiles: [new URL("tooling/properties.ts", import.meta.url).pathname],
    execArgv: ["--conditions=platform-source"],
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
