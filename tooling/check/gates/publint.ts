import { readFile } from "node:fs/promises";
import { publint as inspect } from "publint";
import { formatMessage } from "publint/utils";
import { failIfAny, type Gate } from "../gate.ts";
import { packAll } from "../pack.ts";

/** The packed manifests are right for every consumer: no error and no warning. */
export const publint: Gate = {
  name: "publint",
  async run() {
    const problems: string[] = [];
    const packages = await packAll();
    for (const { tarball, manifest } of packages) {
      const bytes = await readFile(tarball);
      const archive = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
      const { messages, pkg } = await inspect({ pack: { tarball: archive }, level: "warning" });
      for (const message of messages) {
        problems.push(`${manifest.name}: ${formatMessage(message, pkg, { color: false }) ?? message.code}`);
      }
    }
    failIfAny(problems);
    return `${packages.length} packages`;
  },
};
