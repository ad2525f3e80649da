import type { CreateReportParams, ReportParams } from "@platform/costops";
import { fail } from "../../http/errors/http-error.ts";
import type { Context } from "../../http/operation.ts";
import { firstBeyond } from "../../http/request/check-scope.ts";
import { readerOf } from "../costs/reader-of.ts";

/** What only the other export takes. */
const foreign: Readonly<Record<CreateReportParams["source"], readonly (keyof ReportParams)[]>> = {
  usage: ["groupBy", "limit", "everyProject"],
  costs: ["columns", "skipUnpriced"],
};

/** A report reads what its maker may, and takes what its export takes. */
export async function checkParams(
  context: Pick<Context, "db" | "principal">,
  { source, params = {} }: Pick<CreateReportParams, "source" | "params">,
): Promise<void> {
  if (firstBeyond(context.principal.scopes, ["costops:read"]) >= 0) {
    fail(403, "scope_not_held", "A report reads costs, so whoever makes it needs costops:read too.");
  }
  await readerOf(context, params);
  const name = foreign[source].find((one) => params[one] !== undefined);
  if (name === undefined) return;
  const message = `\`params.${name}\`: leave it out, a report of ${source} does not take it.`;
  fail(400, "invalid_params", message, { param: `params.${name}` });
}
