import { fileURLToPath } from "node:url";
import { build } from "esbuild";

/** Programs of a user, smallest first. `schema` stands for one of any library. */
const head = `const schema = () => globalThis.schema; const common = { scope: null, params: schema };`;
const action = `export const act = core.defineAction({ ...common, name: "act", route: "POST /act", result: schema });`;
const stream = `export const flow = core.defineStream({ ...common, name: "flow", route: "POST /flow", event: schema });`;
const client = `export const client = (options) => core.createClient(options);`;
const programs = {
  alone: client,
  action: [head, client, action].join("\n"),
  stream: [head, client, action, stream].join("\n"),
  all: "export const everything = { ...core };",
};

/** Bundles a program for a runtime's import conditions; fails on anything that only Node has. */
export async function bundle(program: keyof typeof programs, condition: string, ignoreAnnotations = false) {
  const result = await build({
    stdin: {
      contents: `import * as core from "./index.ts";\n${programs[program]}`,
      resolveDir: fileURLToPath(new URL("../src", import.meta.url)),
    },
    bundle: true,
    minify: true,
    write: false,
    metafile: true,
    format: "esm",
    ignoreAnnotations,
    platform: "browser",
    conditions: ["platform-source", condition],
  });
  const [output] = Object.values(result.metafile.outputs);
  const kept = Object.entries(output?.inputs ?? {}).filter(([, { bytesInOutput }]) => bytesInOutput > 0);
  return {
    code: result.outputFiles[0]?.text ?? "",
    inputs: Object.keys(result.metafile.inputs),
    /** Those of which something is in the bundle. */
    kept: kept.map(([input]) => input),
  };
}
