import { join } from "node:path";
import { build, type BuildOptions } from "rolldown";
import { internalEntries, publicEntries } from "./entries.ts";

/*
 * The code of a published package: a file for each public entry, and one for all that several share. Files are few
 * because each costs a program under Node about a millisecond to load; a consumer's bundler takes only what it
 * reaches out of any of them.
 */
const folder = process.cwd();

const common: BuildOptions = {
  cwd: folder,
  // Neither Node nor browser: no branch of one platform baked in.
  platform: "neutral",
  // The parts of valibot and of the parser that are used go in: loading all of valibot costs more than the rest together.
  external: [/^#/, /^node:/, /^@platform\//, "@opentelemetry/api", "ofetch", "undici"],
  output: { dir: join(folder, "dist"), format: "esm", chunkFileNames: "[name].js" },
  onLog: (_level, log) => {
    throw new Error(log.message);
  },
};

await build({
  ...common,
  input: publicEntries(folder),
  output: { ...common.output, codeSplitting: { groups: [{ name: "shared", minShareCount: 2 }] } },
});
// Each stands alone: what is imported by `#` must not import back who asks for it.
for (const [name, source] of Object.entries(internalEntries(folder)))
  await build({ ...common, input: { [name]: source } });
