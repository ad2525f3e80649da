import type { Database } from "../../store/database.ts";
import { type Call, contextOf } from "../call.ts";
import type { Lasting } from "../operation.ts";
import type { Ask } from "./budgets.ts";
import { createMeter } from "./meter.ts";
import type { WorstCase } from "./worst-case.ts";

/** Sets money aside for what goes on after the call. Gives how to take it back. */
export async function holdFor(call: Call, db: Database, lasting: Lasting): Promise<() => Promise<void>> {
  const { operation, params } = call;
  const { budgets } = call.deps;
  if (budgets === undefined || !(await budgets.mayRefuse(db, call.principal))) return async () => {};
  const worst = await operation.worstCase(contextOf(call, db, createMeter()), params);
  if (worst.lasting === undefined) throw new TypeError(`Nothing of ${operation.contract.name} lasts.`);
  const held = await budgets.reserve(db, { ...askOf(call, { ...worst, units: worst.lasting }), ...lasting });
  return async () => {
    if (held) await budgets.free(db, held);
  };
}

/** A call's worst case, with all that says whose it is. */
export function askOf({ deps, operation, principal, runId }: Call, worst: WorstCase): Ask {
  const { organizationId, projectId, apiKeyId } = principal;
  const { units, provider = "platform", model = operation.contract.name, userId, tags, cut } = worst;
  return {
    ...{ units, userId, tags, cut, runId, apiKeyId, provider, model },
    ids: { organizationId, projectId },
    price: deps.price,
  };
}
