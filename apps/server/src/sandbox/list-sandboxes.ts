import type { ListSandboxesParams, SandboxInfo } from "@platform/sandbox";
import { eq } from "drizzle-orm";
import type { Context, PageResult } from "../http/operation.ts";
import { newestFirst } from "../store/newest-first.ts";
import { sandboxes } from "../store/schema/index.ts";
import { toSandboxInfo } from "./to-sandbox-info.ts";

/** Lists the project's sandboxes, newest first, ended ones too. */
export function listSandboxes(
  { db }: Context,
  params: ListSandboxesParams,
): Promise<PageResult<SandboxInfo>> {
  const where = params.status === undefined ? undefined : eq(sandboxes.status, params.status);
  return newestFirst(db, sandboxes, params, where, toSandboxInfo);
}
