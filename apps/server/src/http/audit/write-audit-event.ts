import { newId } from "../../store/new-id.ts";
import type { Database } from "../../store/database.ts";
import { auditEvents } from "../../store/schema/index.ts";
import { tenant } from "../../store/tenant.ts";
import type { AnyContract } from "../contract.ts";
import type { Principal } from "../operation.ts";
import { changesOf } from "./changes-of.ts";

/** One operation, as the log tells of it. */
export interface Audited {
  readonly contract: AnyContract;
  readonly principal: Principal;
  readonly requestId: string;
  readonly params: unknown;
  /** Of what was done. */
  readonly result?: unknown;
  /** Of a refusal: why. */
  readonly code?: string | undefined;
}

/** Writes who did what, in the transaction of the act itself; of a refusal, by itself. */
export async function writeAuditEvent(db: Database, audited: Audited): Promise<void> {
  const { contract, principal, requestId, params, result, code } = audited;
  const inRoute = [...contract.route.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => name);
  const last = inRoute.at(-1);
  await tenant(db, principal).insert(auditEvents, {
    id: newId("aud"),
    operation: contract.name,
    outcome: code === undefined ? "done" : "refused",
    code: code ?? null,
    keyId: principal.apiKeyId,
    keyPrefix: principal.keyPrefix,
    memberId: principal.memberId,
    targetId: idIn(params, last) ?? idIn(result, "id"),
    changes: changesOf(params, inRoute),
    requestId,
  });
}

function idIn(value: unknown, name: string | undefined): string | null {
  if (typeof value !== "object" || value === null || name === undefined) return null;
  const id: unknown = Object.getOwnPropertyDescriptor(value, name)?.value;
  return typeof id === "string" ? id : null;
}
