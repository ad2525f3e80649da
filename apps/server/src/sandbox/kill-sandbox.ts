import type { SandboxIdParams, SandboxInfo } from "@platform/sandbox";
import { need } from "../http/errors/need.ts";
import type { Context } from "../http/operation.ts";
import { databaseBehind } from "../store/database-behind.ts";
import { endSandbox } from "./end-sandbox.ts";
import { findSandbox } from "./find-sandbox.ts";
import { toSandboxInfo } from "./to-sandbox-info.ts";

/** Ends a sandbox; one that has ended is shown as it is. */
export async function killSandbox(context: Context, { sandboxId }: SandboxIdParams): Promise<SandboxInfo> {
  const { db, engines, price } = context;
  const row = await findSandbox(db, sandboxId);
  if (row.status !== "running") return toSandboxInfo(row);
  const engine = need(engines.sandbox);
  await endSandbox(databaseBehind(db), price, sandboxId, "killed");
  // Not given up half-way when the caller leaves: it is written down as gone.
  await engine.kill(sandboxId, new AbortController().signal);
  return toSandboxInfo(await findSandbox(db, sandboxId));
}
