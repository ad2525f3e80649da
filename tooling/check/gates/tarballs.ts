import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { command } from "../command.ts";
import type { Gate } from "../gate.ts";
import { entriesOf, newUser } from "../new-user.ts";

/** The version that the packages' `engines` promise. */
const oldestNode = join(import.meta.dirname, "../../oldest-node/node_modules/.bin/node");

/** A new user's folder: npm installs the archives, without network, and every public entry loads. */
export const tarballs: Gate = {
  name: "tarballs",
  async run() {
    await using user = await newUser();
    const entries = await entriesOf(user.packages);
    const lines = entries.map((entry) => `await import(${JSON.stringify(entry)});`);
    await writeFile(join(user.folder, "main.js"), `${lines.join("\n")}\n`);
    const options = { cwd: user.folder };
    for (const node of [process.execPath, oldestNode]) await command(node, ["main.js"], options);
    return `${entries.length} entries, on two versions of Node`;
  },
};
