import type { Database } from "../../store/database.ts";
import type { Call } from "../call.ts";
import type { Lasting } from "../operation.ts";
import type { Ask, WorstCase } from "./budgets.ts";

/** Sets money aside for what goes on after the call. Gives how to take it back. */
export async function holdFor(
  call: Call,
  db: Database,
  worst: WorstCase & Lasting,
): Promise<() => Promise<void>> {
  const held = await call.deps.budgets?.reserve(db, askOf(call, worst));
  return async () => {
    if (held) await call.deps.budgets?.free(db, held);
  };
}

/** A call's worst case, with all that says whose it is. */
export function askOf({ deps, operation, principal, runId }: Call, worst: WorstCase & Partial<Lasting>): Ask {
  const { organizationId, projectId, apiKeyId } = principal;
  const { provider = "platform", model = operation.contract.name } = worst;
  return {
    runId,
    ...worst,
    ids: { organizationId, projectId },
    apiKeyId,
    provider,
    model,
    price: deps.price,
  };
}
