import { builtinModules } from "node:module";
import * as esbuild from "esbuild";
import { nodeResolve } from "@rollup/plugin-node-resolve";
import { rolldown } from "rolldown";
import { rollup } from "rollup";

/** Bundles a program for browsers and answers minified ESM. */
export type Bundler = (entry: string) => Promise<string>;

const builtins = [...builtinModules, ...builtinModules.map((name) => `node:${name}`)];

/** The bundlers a consumer is likely to use. All output is minified by esbuild, so that only tree shaking differs. */
export const bundlers: Readonly<Record<string, Bundler>> = {
  async esbuild(entry) {
    const result = await esbuild.build({
      entryPoints: [entry],
      bundle: true,
      write: false,
      format: "esm",
      platform: "browser",
      target: "es2023",
      minify: true,
      legalComments: "none",
      logLevel: "silent",
    });
    return result.outputFiles[0]?.text ?? "";
  },
  async rollup(entry) {
    const bundle = await rollup({
      input: entry,
      plugins: [nodeResolve({ browser: true })],
      external: builtins,
      onwarn: (warning) => {
        throw new Error(warning.message);
      },
    });
    const { output } = await bundle.generate({ format: "es", inlineDynamicImports: true });
    return minify(output[0].code);
  },
  async rolldown(entry) {
    const bundle = await rolldown({ input: entry, platform: "browser", logLevel: "silent" });
    const { output } = await bundle.generate({ format: "es" });
    return minify(output.map((part) => (part.type === "chunk" ? part.code : "")).join("\n"));
  },
};

async function minify(code: string): Promise<string> {
  const options = { minify: true, format: "esm", target: "es2023", legalComments: "none" } as const;
  return (await esbuild.transform(code, options)).code;
}
