import { ValidationError } from "../errors/api-error.ts";
import type { ContractBase, Method } from "./contract.ts";
import { validate } from "./validate.ts";

/** One request, before it knows of keys and attempts. */
export interface RequestSpec {
  readonly method: Method;
  readonly path: string;
  readonly query?: Readonly<Record<string, unknown>> | undefined;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Whether a key is needed to send it. */
  readonly needsKey: boolean;
}

/** Validates the parameters and lays them out as the route says. */
export async function toRequest<P>(
  contract: ContractBase<P>,
  params: P,
  place: "auto" | "query" = "auto",
): Promise<RequestSpec> {
  const checked = await validate(contract.params, params ?? {}, (param, message) => {
    const where = param ? `\`${param}\`` : "The parameters";
    return new ValidationError(`${contract.name}: ${where}: ${message}.`, {
      status: 0,
      code: "invalid_params",
      param,
    });
  });
  const [method, template] = contract.route.split(" ") as [Method, string];
  const rest: Record<string, unknown> = { ...(checked as Record<string, unknown>) };
  const path = template.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = encodeURIComponent(String(rest[name]));
    delete rest[name];
    return value;
  });
  const inQuery = place === "query" || method === "GET" || method === "DELETE";
  return { method, path, needsKey: contract.scope !== null, ...(inQuery ? { query: rest } : { body: rest }) };
}
