import { isEmpty, type Manifest, type Workspace } from "../workspace.ts";

const allowedDependencies = new Set(["ofetch", "valibot", "eventsource-parser"]);
/** What every published manifest says, word for word. */
const alike: Readonly<Record<string, unknown>> = {
  license: "Apache-2.0",
  type: "module",
  sideEffects: false,
  engines: { node: ">=22.12" },
  scripts: { build: "tsup --config ../../tooling/build/tsup.ts && node ../../tooling/build/bundle.ts" },
};

/** Published manifests are alike, and a domain brings in nothing but the three libraries core is made of. */
export function manifestProblems(rooms: readonly Workspace[]): string[] {
  return rooms
    .filter(({ room, manifest }) => room === "packages" && manifest.private !== true)
    .flatMap((workspace) => {
      const { folder, manifest } = workspace;
      const problems = [...fieldProblems(manifest), ...exportProblems(manifest)];
      if (manifest.name !== `@platform/${folder}`) problems.push(`the name must be @platform/${folder}`);
      if (!isEmpty(workspace) && !manifest["description"]) problems.push("the description is empty");
      if (folder !== "core" && manifest.peerDependencies?.["@platform/core"] === undefined) {
        problems.push("core must be a peer dependency, so that one copy exists");
      }
      return problems.map((problem) => `packages/${folder}/package.json: ${problem}`);
    });
}

function fieldProblems(manifest: Manifest): string[] {
  const different = Object.entries(alike)
    .filter(([field, value]) => JSON.stringify(manifest[field]) !== JSON.stringify(value))
    .map(([field, value]) => `"${field}" must be ${JSON.stringify(value)}, as in its siblings`);
  const foreign = Object.keys(manifest.dependencies ?? {})
    .filter((name) => !allowedDependencies.has(name))
    .map((name) => `may not depend on ${name}`);
  // A package whose build holds code of others ships their licences too.
  const { files } = manifest;
  const more = ["NOTICE.md", "docs"];
  const shipped = Array.isArray(files) ? files.filter((file) => !more.includes(file)).join() : "";
  if (shipped !== "dist,README.md")
    different.push('"files" must be dist and README.md, with docs and NOTICE.md where there are any');
  return [...different, ...foreign];
}

/** Each entry is `./x` → `src/x.ts`, `dist/x.d.ts`, `dist/x.js`, in that order. */
function exportProblems({ exports = {} }: Manifest): string[] {
  const problems = "./package.json" in exports ? [] : ['exports lack "./package.json"'];
  for (const [entry, target] of Object.entries(exports)) {
    if (typeof target === "string") continue;
    const source = typeof target["platform-source"] === "string" ? target["platform-source"] : "";
    const stem = /^\.\/src\/(.+)\.ts$/.exec(source)?.[1] ?? "";
    const wanted = { "platform-source": source, types: `./dist/${stem}.d.ts`, default: `./dist/${stem}.js` };
    if (stem === "" || JSON.stringify(target) !== JSON.stringify(wanted)) {
      problems.push(`the export "${entry}" must be ${JSON.stringify(wanted)}`);
    }
  }
  return problems;
}
