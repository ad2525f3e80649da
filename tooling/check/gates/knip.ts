import { command } from "../command.ts";
import type { Gate } from "../gate.ts";

/** No file, export or dependency lies unused. */
export const knip: Gate = {
  name: "knip",
  async run() {
    await command("knip", ["--no-progress"]);
    return "";
  },
};
