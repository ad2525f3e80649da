import type { AnyContract } from "../contract.ts";

/** Writes of the account, the organization and cost settings are noted unless `serve` says otherwise: so none is forgotten. */
export const isAudited = ({ route, scope }: AnyContract): boolean =>
  !route.startsWith("GET ") && /^(account|costops|organization):write$/.test(scope ?? "");

/** Of these a refusal is noted too, readings included. */
export const notesRefusals = ({ scope }: AnyContract): boolean =>
  /^(account|organization):/.test(scope ?? "");
