import * as account from "@platform/account";
import * as costops from "@platform/costops";
import * as inference from "@platform/inference";
import * as sandbox from "@platform/sandbox";
import * as tasks from "@platform/tasks";
import * as vectors from "@platform/vectors";
import type { AnyContract } from "../../http/contract.ts";
import { fail } from "../../http/errors/http-error.ts";
import { suggest } from "../../suggest.ts";

const contracts = new Map<string, AnyContract>(
  [account, costops, inference, sandbox, tasks, vectors]
    .flatMap((domain) => Object.values<unknown>(domain))
    .flatMap((value) =>
      typeof value === "function" && "contract" in value ? [value.contract as AnyContract] : [],
    )
    .map((contract) => [contract.name, contract]),
);

/** The contract of the operation of that name; a 404 with a hint otherwise. */
export function contractOf(operation: string): AnyContract {
  const found = contracts.get(operation);
  if (found) return found;
  const near = suggest(operation, [...contracts.keys()]);
  const hint = near
    ? `Did you mean ${near}?`
    : "Names are those of the reference, such as createChatCompletion.";
  return fail(404, "operation_not_found", `There is no operation ${operation}. ${hint}`, {
    param: "operation",
  });
}
