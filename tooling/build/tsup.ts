import { defineConfig } from "tsup";
import { allEntries, publicEntries } from "./entries.ts";

/**
 * The build of every published package: one file for each public entry, shared code in chunks. Schemas are made
 * on first use, so a consumer's bundler drops what it does not reach; one output file a source gave the same bytes
 * and doubled the time to import.
 */
export default defineConfig({
  entry: allEntries(process.cwd()),
  format: "esm",
  target: "es2023",
  // Neither Node nor browser: no `require` shim, no branch of one platform baked in.
  platform: "neutral",
  splitting: true,
  treeshake: true,
  shims: false,
  removeNodeProtocol: false,
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
  external: [/^#/, /^node:/, /^@platform\//, "ofetch"],
  // The parts of these that are used go into the package: loading all of valibot costs more than the rest together.
  noExternal: ["valibot", "eventsource-parser", "@valibot/to-json-schema"],
});
