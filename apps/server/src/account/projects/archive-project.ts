import type { ArchiveProjectParams, Project } from "@platform/account";
import { and, eq, inArray } from "drizzle-orm";
import { fail } from "../../http/errors/http-error.ts";
import type { Context } from "../../http/operation.ts";
import { type Organization, organizationOf } from "../../store/organization.ts";
import { projects, sandboxes, tasks } from "../../store/schema/index.ts";
import { emitOrganizationEvent } from "../webhooks/emit-organization-event.ts";
import { findProject, projectNotFound } from "./find-project.ts";
import { toProject } from "./to-project.ts";

/** Ends a project. Its keys and webhooks end with it, since both are read together with its row. */
export async function archiveProject(
  { db, principal }: Context,
  { projectId }: ArchiveProjectParams,
): Promise<Project> {
  const all = organizationOf(db);
  // Held: what begins a sandbox or a task waits, and then finds it archived.
  const before = await findProject(all, projectId, "wait");
  if (before.archivedAt !== null) return toProject(before);
  if (projectId === principal.projectId) {
    const fix = "Use a key of another project.";
    fail(409, "project_in_use", `The key that asks belongs to ${projectId}. ${fix}`, { param: "projectId" });
  }
  await expectIdle(all, projectId);
  const [row] = await all.update(projects, { archivedAt: new Date() }, eq(projects.id, projectId));
  const archived = toProject(row ?? projectNotFound(projectId));
  await emitOrganizationEvent(all, { type: "project.archived", data: archived });
  return archived;
}

async function expectIdle(all: Organization, projectId: string): Promise<void> {
  const running = and(eq(sandboxes.projectId, projectId), eq(sandboxes.status, "running"));
  const boxes = await all.count(sandboxes, running);
  const unfinished = inArray(tasks.status, ["created", "pending", "running"]);
  const open = await all.count(tasks, and(eq(tasks.projectId, projectId), unfinished));
  if (boxes + open === 0) return;
  const message = `${boxes} sandboxes run and ${open} tasks are unfinished in ${projectId}. Kill, stop or await them.`;
  fail(409, "project_busy", message, { param: "projectId", retryable: false });
}
