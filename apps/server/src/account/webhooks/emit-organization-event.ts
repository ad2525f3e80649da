import { and, arrayContains, eq, isNull, sql } from "drizzle-orm";
import { databaseBehind } from "../../store/database-behind.ts";
import type { Organization } from "../../store/organization.ts";
import { projects, webhooks } from "../../store/schema/index.ts";
import { tenant } from "../../store/tenant.ts";
import { type NewEvent, writeDeliveries, writeEvent } from "./emit-event.ts";

/**
 * Tells of what happened to the organization: webhooks of any of its projects that ask for this type by its name, which
 * takes `organization:read`. `"*"` is every event of the project, and does not take that.
 */
export async function emitOrganizationEvent(all: Organization, event: NewEvent): Promise<void> {
  const active = all.pick(projects, { id: projects.id }, { where: isNull(projects.archivedAt) });
  const ids = new Set((await active).map(({ id }) => id));
  const where = and(eq(webhooks.enabled, true), arrayContains(webhooks.eventTypes, [event.type]));
  const orderBy = [sql`${webhooks.id}`];
  const told = await all.pick(
    webhooks,
    { id: webhooks.id, projectId: webhooks.projectId },
    { where, orderBy },
  );
  for (const { id, projectId } of told.filter((one) => ids.has(one.projectId))) {
    const home = tenant(databaseBehind(all), { ...all.ids, projectId });
    const eventId = await writeEvent(home, event);
    await writeDeliveries(home, id, [{ eventId, eventType: event.type }]);
  }
}
