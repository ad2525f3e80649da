import { fail } from "../../http/errors/http-error.ts";
import type { Context } from "../../http/operation.ts";
import { suggest } from "../../suggest.ts";

type Served = Context["operations"][number];

/** The operation of that name among those served; a 404 with a hint otherwise. */
export function findOperation({ operations }: Pick<Context, "operations">, name: string): Served {
  const found = operations.find(({ contract }) => contract.name === name);
  if (found) return found;
  const near = suggest(
    name,
    operations.map(({ contract }) => contract.name),
  );
  const hint = near
    ? `Did you mean ${near}?`
    : "Names are those of the reference, such as createChatCompletion.";
  return fail(404, "operation_not_found", `There is no operation ${name}. ${hint}`, { param: "operation" });
}
