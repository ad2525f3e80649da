import type { Project } from "@platform/account";
import type { projects } from "../../store/schema/index.ts";

export type ProjectRow = typeof projects.$inferSelect;

/** A row as the contract shows it. */
export const toProject = ({ id, name, createdAt, archivedAt }: ProjectRow): Project => ({
  id,
  name,
  status: archivedAt === null ? "active" : "archived",
  createdAt: createdAt.toISOString(),
  archivedAt: archivedAt?.toISOString() ?? null,
});
