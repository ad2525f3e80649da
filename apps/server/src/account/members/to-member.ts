import type { Member } from "@platform/account";
import type { members } from "../../store/schema/index.ts";

export type MemberRow = typeof members.$inferSelect;

/** A row as the contract shows it. */
export const toMember = (row: MemberRow): Member => ({
  id: row.id,
  email: row.email,
  name: row.name,
  role: row.role,
  projectIds: row.projectIds,
  createdAt: row.createdAt.toISOString(),
  updatedAt: row.updatedAt.toISOString(),
});
