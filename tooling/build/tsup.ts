import { defineConfig } from "tsup";
import { publicEntries } from "./public-entries.ts";

/**
 * The build of every published package. Each source file is an entry of its own, so that a consumer's
 * bundler drops the files it does not reach; one rolled-up file would keep every schema of a domain.
 */
export default defineConfig({
  entry: ["src/**/*.ts", "!src/**/*.test.ts", "!src/**/*.test-d.ts"],
  format: "esm",
  target: "es2023",
  // Neither Node nor browser: no `require` shim, no branch of one platform baked in.
  platform: "neutral",
  splitting: true,
  treeshake: true,
  shims: false,
  clean: true,
  dts: {
    entry: publicEntries(process.cwd()),
    // Declarations are made against the built declarations of the packages below.
    compilerOptions: {
      customConditions: [],
      rootDir: "src",
      noEmit: false,
      rewriteRelativeImportExtensions: false,
    },
  },
  external: [/^#/, /^node:/, /^@platform\//, "valibot", "eventsource-parser", "ofetch"],
});
