/** A person in the organization's books. They have no password and get no mail: they act through keys made for them. */
export interface Member {
  /** `mem_…` */
  id: string;
  email: string;
  name: string | null;
  role: MemberRole;
  /** The only projects they may use; `null` for all, also those to come. */
  projectIds: string[] | null;
  createdAt: string;
  updatedAt: string;
}

/**
 * What their keys may do at most. `owner`: everything. `admin`: everything but making or changing owners. `developer`:
 * inference, sandboxes, tasks and vectors, and to read costs and the account. `billing`: cost operations, and to read
 * the rest. `auditor`: to read account, costs and organization. `viewer`: to read everything. Whoever may use only some
 * projects reads and changes nothing of the organization.
 */
export type MemberRole = "owner" | "admin" | "developer" | "billing" | "auditor" | "viewer";
