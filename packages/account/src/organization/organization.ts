/** Who pays: the owner of projects and members. */
export interface Organization {
  /** `org_…` */
  id: string;
  name: string;
  createdAt: string;
}
