import { join } from "node:path";
import type { Slot } from "../../engines.ts";
import type { SandboxEngine } from "../engine.ts";
import { type Kept, noteAlive, settleLost, startKeeper } from "../keeper.ts";
import { openBubblewrap } from "./bubblewrap/bubblewrap.ts";
import { instanceOf } from "./instance-of.ts";

/** Opens the sandbox engine in the data folder, with the keeper of its sandboxes; both close together. */
export async function openSandboxes(
  dataDir: string,
  kept: Omit<Kept, "engine">,
): Promise<Slot<SandboxEngine>> {
  const { db, price, log } = kept;
  const folder = join(dataDir, "sandboxes");
  // The data folder's lock says that no other server runs them.
  await settleLost({ engine: { instance: await instanceOf(folder) }, db, price });
  try {
    const engine = await openBubblewrap({ dataDir: folder });
    const keeper = startKeeper({ engine, db, price, log });
    const close = async () => {
      await keeper.stop();
      await noteAlive(db, await engine.list(new AbortController().signal));
      await settleLost({ engine, db, price });
      await engine.close();
    };
    return { ok: true, engine: { ...engine, close } };
  } catch (error) {
    log.warn({ err: error }, "no sandbox engine");
    const reason = error instanceof Error ? error.message : String(error);
    return {
      ok: false,
      reason: `Sandboxes are disabled: ${reason.replace(/\.?$/, ".")}`,
      fix: "Mend that and start the server again.",
    };
  }
}
