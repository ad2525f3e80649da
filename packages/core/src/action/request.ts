import { ValidationError } from "../errors/api-error.ts";
import type { AnyContract, ContractBase, Method } from "./contract.ts";
import { validate } from "./validate.ts";

/** One request, before it knows of keys and attempts. */
export interface RequestSpec {
  readonly method: Method | "HEAD";
  /** With the query. */
  readonly path: string;
  /** Sent as JSON. */
  readonly json?: Readonly<Record<string, unknown>> | undefined;
  /** Sent as it is. */
  readonly body?: Uint8Array<ArrayBuffer> | Blob | ReadableStream<Uint8Array> | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly contract: AnyContract;
  readonly params: unknown;
  /** Whether its body is read by and by: a stream's or a download's. */
  readonly open?: boolean | undefined;
}

/** Validates the parameters and lays them out as the route says. */
export async function toRequest<P>(
  contract: ContractBase<P>,
  params: P,
  place: "auto" | "query" = "auto",
): Promise<RequestSpec> {
  const fail = (sentence: string, param: string | undefined) =>
    new ValidationError(`${contract.name}: ${sentence}`, { status: 0, code: "invalid_params", param });
  const checked = await validate(contract.params, params ?? {}, fail);
  const [method, template] = contract.route.split(" ") as [Method, string];
  const rest: Record<string, unknown> = { ...(checked as Record<string, unknown>) };
  const path = template.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = String(rest[name] ?? "");
    // Such a segment would be resolved away, and the request would reach another route.
    if (/^\.{0,2}$/.test(value)) throw fail(`\`${name}\`: names nothing.`, name);
    delete rest[name];
    return encodeURIComponent(value);
  });
  const inQuery = place === "query" || method === "GET" || method === "DELETE";
  return {
    method,
    path: inQuery ? path + queryOf(rest) : path,
    json: inQuery ? undefined : rest,
    contract: contract as AnyContract,
    params,
  };
}

/** An array repeats its name, an object travels as JSON, `undefined` and `null` are left out. */
function queryOf(values: Record<string, unknown>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) {
    for (const item of [value].flat()) {
      if (item != null) query.append(name, typeof item === "object" ? JSON.stringify(item) : String(item));
    }
  }
  const text = String(query);
  return text && `?${text}`;
}
