import type { SandboxInfo } from "@platform/sandbox";
import type { sandboxes } from "../store/schema/index.ts";
import type { Row } from "../store/tenant-types.ts";

/** A row as the contract shows it; its environment stays in the sandbox. */
export const toSandboxInfo = (row: Row<typeof sandboxes>): SandboxInfo => ({
  id: row.id,
  status: row.status,
  template: row.template,
  size: row.size,
  isolation: row.isolation,
  labels: row.labels,
  runId: row.runId,
  createdAt: row.createdAt.toISOString(),
  expiresAt: row.expiresAt.toISOString(),
  endedAt: row.endedAt?.toISOString() ?? null,
});
