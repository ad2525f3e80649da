import { realpathSync } from "node:fs";
import { join } from "node:path";
import { failIfAny, type Gate } from "../gate.ts";
import { type Packed, packAll } from "../pack.ts";
import { readManifest } from "../workspace.ts";

const limit = 5;

/** What a consumer's package manager brings in for one domain stays within five packages, itself included. */
export const install: Gate = {
  name: "install",
  async run() {
    const packages = await packAll();
    const counts = packages.map((one) => [one.manifest.name, [...closure(one, packages)]] as const);
    failIfAny(
      counts
        .filter(([, names]) => names.length > limit)
        .map(
          ([name, names]) =>
            `${name} installs ${names.length} packages (at most ${limit}): ${names.join(", ")}`,
        ),
    );
    return `at most ${Math.max(0, ...counts.map(([, names]) => names.length))} packages`;
  },
};

function closure(start: Packed, packages: readonly Packed[]): Set<string> {
  const found = new Set<string>();
  const visit = (name: string, from: string): void => {
    if (found.has(name)) return;
    found.add(name);
    const ours = packages.find(({ manifest }) => manifest.name === name);
    const folder = ours?.workspace.path ?? realpathSync(join(from, "node_modules", name));
    const manifest = ours?.manifest ?? readManifest(folder);
    // pnpm keeps a package's own dependencies beside it, two folders up (three when it has a scope).
    const lookup = ours === undefined ? join(folder, name.startsWith("@") ? "../../.." : "../..") : folder;
    for (const next of Object.keys({ ...manifest.dependencies, ...requiredPeers(manifest) }))
      visit(next, lookup);
  };
  visit(start.manifest.name, start.workspace.path);
  return found;
}

function requiredPeers(manifest: Packed["manifest"]): Record<string, string> {
  const meta = (manifest["peerDependenciesMeta"] ?? {}) as Record<string, { optional?: boolean }>;
  const peers = Object.entries(manifest.peerDependencies ?? {});
  return Object.fromEntries(peers.filter(([name]) => meta[name]?.optional !== true));
}
