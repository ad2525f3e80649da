import type { Readiness } from "@platform/account";
import type { Context } from "../../http/operation.ts";
import { readiness } from "../../http/public/readiness.ts";
import { databaseBehind } from "../../store/database-behind.ts";
import { engineStates } from "./engine-states.ts";

/** What `/readyz` tells probes, in the contract's form. */
export async function getReadiness({ db, engines, isReady }: Context): Promise<Readiness> {
  const { ready, stopping, database } = await readiness({ db: databaseBehind(db), engines, isReady });
  return {
    ready,
    stopping,
    database: { ok: database.ok, reason: database.reason ?? null },
    engines: engineStates(engines),
  };
}
