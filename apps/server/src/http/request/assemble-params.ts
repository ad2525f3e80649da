import { fail } from "../errors/http-error.ts";
import type { Operation } from "../operation.ts";
import { decodeQuery } from "./decode-query.ts";

/** Whether what is not in the path travels in the query. */
export function usesQuery({ kind, route }: Operation["contract"]): boolean {
  return kind === "upload" || kind === "download" || /^(GET|DELETE) /.test(route);
}

/** One flat object from path and query, or path and body. A name in two places is refused, never guessed at. */
export function assembleParams(
  operation: Operation,
  query: URLSearchParams,
  body: Readonly<Record<string, unknown>>,
  path: Readonly<Record<string, string>>,
): Record<string, unknown> {
  const schema = operation.contract.params();
  const [inQuery] = query.keys();
  if (!usesQuery(operation.contract) && inQuery !== undefined) {
    fail(400, "invalid_params", `"${inQuery}" belongs in the JSON body, not in the query.`, {
      param: inQuery,
    });
  }
  const rest = usesQuery(operation.contract) ? decodeQuery(query, schema) : body;
  const twice = Object.keys(path).find((name) => Object.hasOwn(rest, name));
  if (twice !== undefined) {
    fail(400, "invalid_params", `"${twice}" is in the path already. Leave it out here.`, { param: twice });
  }
  return { ...rest, ...decodeQuery(new URLSearchParams(path), schema) };
}
