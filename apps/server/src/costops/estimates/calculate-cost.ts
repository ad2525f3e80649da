import type { CostEstimate, EstimateSandboxCostParams } from "@platform/costops";
import type { Context } from "../../http/operation.ts";
import { costOfSandbox } from "./cost-of-sandbox.ts";

/** Estimates a sandbox that is described in the address. */
export const calculateCost = ({ db }: Context, params: EstimateSandboxCostParams): Promise<CostEstimate> =>
  costOfSandbox(db, params);
