import { equal } from "./expect.mjs";
import { closed } from "./operations.mjs";

/** Holds once the server has seen the end of the connection of that name, while this side lives on. */
export async function seenClosed(client, name) {
  equal(await closed(client, { name }, { timeoutMs: 5_000, retries: 0 }), { closed: true });
}
