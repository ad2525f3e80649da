import type { Database } from "../../store/database.ts";
import { tenant } from "../../store/tenant.ts";
import type { Call } from "../call.ts";
import type { Lasting, Maybe } from "../operation.ts";
import type { Ask } from "./budgets.ts";
import type { WorstCase } from "./worst-case.ts";

/** Sets money aside for what goes on after the call. */
export async function holdFor(call: Call, db: Database, lasting: Lasting): Promise<void> {
  const { budgets } = call.deps;
  if (budgets === undefined || !(await budgets.mayRefuse(db, call.principal))) return;
  const worst = await worstOf(call, db);
  if (worst.lasting === undefined) throw new TypeError(`Nothing of ${call.operation.contract.name} lasts.`);
  await budgets.reserve(db, { ...askOf(call, { ...worst, units: worst.lasting }), ...lasting });
}

/** The most that a call may use. */
export const worstOf = ({ deps, operation, principal, params }: Call, db: Database): Maybe<WorstCase> =>
  operation.worstCase({ db: tenant(db, principal), engines: deps.engines }, params);

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
