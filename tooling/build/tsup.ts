import { defineConfig } from "tsup";
import { publicEntries } from "./entries.ts";

/** The declarations of a published package; `bundle.ts` makes its code. */
export default defineConfig({
  entry: publicEntries(process.cwd()),
  format: "esm",
  target: "es2023",
  clean: true,
  dts: {
    only: true,
    // Declarations are made against the built declarations of the packages below.
    compilerOptions: {
      customConditions: [],
      rootDir: "src",
      noEmit: false,
      rewriteRelativeImportExtensions: false,
    },
  },
  external: [/^#/, /^node:/, /^@platform\//, "ofetch"],
  noExternal: ["valibot", "eventsource-parser", "@valibot/to-json-schema"],
});
