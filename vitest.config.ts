import { defineConfig } from "vitest/config";

// Tests run on sources: the `source` condition makes every workspace package resolve to its `src`.
const conditions = ["source", "node"];

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions, externalConditions: ["source"] } },
  test: {
    include: [
      "packages/*/src/**/*.test.ts",
      "apps/*/src/**/*.test.ts",
      "apps/*/test/**/*.test.ts",
      "tooling/**/*.test.ts",
    ],
    execArgv: ["--conditions=source"],
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
