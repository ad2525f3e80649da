import type { DomainState } from "@platform/account";
import type { Engines } from "../../engines.ts";
import type { Context } from "../../http/operation.ts";
import { engineStates } from "../health/engine-states.ts";

/** Which engines a domain works with; one that is not here needs none. */
const enginesOf: Readonly<Record<string, readonly (keyof Engines)[]>> = {
  sandbox: ["sandbox"],
  inference: ["chat", "embedding"],
  vectors: ["vectors"],
  tasks: ["tasks"],
};

/** Each domain that is served. It works while one of its engines does. */
export function domainStates({
  engines,
  operations,
}: Pick<Context, "engines" | "operations">): DomainState[] {
  const scopes = operations.flatMap(({ contract }) => contract.scope ?? []);
  const names = new Set(scopes.map((scope) => scope.replace(/:.*/, "")));
  const states = engineStates(engines);
  return [...names].toSorted().map((name) => {
    const own = states.filter((engine) => enginesOf[name]?.some((each) => each === engine.name));
    const lacking = own.flatMap(({ reason }) => reason ?? []);
    return {
      name,
      ok: own.length === 0 || own.some(({ ok }) => ok),
      reason: lacking.join(" ") || null,
    };
  });
}
