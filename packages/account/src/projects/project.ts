/** A part of an organization with keys, data and webhooks of its own. What belongs to one is unknown in the others. */
export interface Project {
  /** `prj_…` */
  id: string;
  name: string;
  /** `archived`: no key of it works. Its costs and its audit log stay. */
  status: "active" | "archived";
  createdAt: string;
  /** `null` while it is active. */
  archivedAt: string | null;
}
