import type { EstimateTemplateCostParams, TemplateCostEstimate } from "@platform/costops";
import type { Context } from "../../http/operation.ts";
import { costOfSandbox } from "./cost-of-sandbox.ts";
import { findOperation } from "./find-operation.ts";

/** Estimates a sandbox of a template, which must be one there is. */
export async function estimateTemplateCost(
  context: Context,
  { template, ...params }: EstimateTemplateCostParams,
): Promise<TemplateCostEstimate> {
  // Who makes sandboxes knows the templates.
  await findOperation(context, "createSandbox").worstCase(context, { template });
  return { template, ...(await costOfSandbox(context.db, params)) };
}
