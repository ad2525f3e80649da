import type { EstimateTemplateCostParams, TemplateCostEstimate } from "@platform/costops";
import type { Context } from "../../http/operation.ts";
import { templateOf } from "../../sandbox/templates.ts";
import { costOfSandbox } from "./cost-of-sandbox.ts";

/** Estimates a sandbox of a template, which must be one there is. */
export async function estimateTemplateCost(
  { db }: Context,
  { template, ...params }: EstimateTemplateCostParams,
): Promise<TemplateCostEstimate> {
  templateOf(template);
  return { template, ...(await costOfSandbox(db, params)) };
}
