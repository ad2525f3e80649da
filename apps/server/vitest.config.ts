import { defineConfig } from "vitest/config";

// The same as the root's, plus one PostgreSQL cluster for the whole run instead of one for each file.
const conditions = ["platform-source", "node"];

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions, externalConditions: ["platform-source"] } },
  test: {
    root: import.meta.dirname,
    include: ["src/**/*.test.ts", "test/**/*.test.ts"],
    globalSetup: ["test/cluster.ts"],
    setupFiles: ["../../tooling/properties.ts"],
    execArgv: ["--conditions=platform-source"],
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
