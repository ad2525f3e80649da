import { command } from "../command.ts";
import type { Gate } from "../gate.ts";

/** Every file is as `pnpm format` leaves it. */
export const format: Gate = {
  name: "format",
  async run() {
    await command("oxfmt", ["--check", "."]);
    return "";
  },
};
