import type { Health } from "@platform/account";
import type { Context } from "../http/operation.ts";
import { version } from "../http/public/version.ts";

/** Says which engines run, and of the others why not. */
export async function getHealth({ engines }: Context): Promise<Health> {
  const list = Object.entries(engines).map(([name, slot]) => ({
    name,
    ok: slot.ok,
    reason: slot.ok ? null : `${slot.reason} ${slot.fix}`,
  }));
  return { status: list.every(({ ok }) => ok) ? "healthy" : "degraded", version, engines: list };
}
