import type { Health } from "@platform/account";
import type { Context } from "../../http/operation.ts";
import { version } from "../../http/public/version.ts";
import { engineStates } from "./engine-states.ts";

/** Says which engines run, what they lack, and of the others why not. */
export async function getHealth({ engines }: Context): Promise<Health> {
  const list = engineStates(engines);
  return {
    status: list.every(({ reason }) => reason === null) ? "healthy" : "degraded",
    version,
    engines: list,
  };
}
