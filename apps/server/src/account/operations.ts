import * as actions from "@platform/account";
import { serve } from "../http/serve.ts";
import { createApiKey } from "./keys/create-api-key.ts";
import { createTicket } from "./create-ticket.ts";
import { createToken } from "./create-token.ts";
import { deleteApiKey } from "./keys/delete-api-key.ts";
import { getApiKey } from "./keys/get-api-key.ts";
import { rotateApiKey } from "./keys/rotate-api-key.ts";
import { updateApiKey } from "./keys/update-api-key.ts";
import { getHealth } from "./health/get-health.ts";
import { getReadiness } from "./health/get-readiness.ts";
import { getInfo } from "./info/get-info.ts";
import { getLimits } from "./limits/get-limits.ts";
import { updateLimits } from "./limits/update-limits.ts";
import { getOrganization } from "./organization/get-organization.ts";
import { updateOrganization } from "./organization/update-organization.ts";
import { archiveProject } from "./projects/archive-project.ts";
import { createProject } from "./projects/create-project.ts";
import { getProject } from "./projects/get-project.ts";
import { listProjects } from "./projects/list-projects.ts";
import { updateProject } from "./projects/update-project.ts";
import { createMember } from "./members/create-member.ts";
import { deleteMember } from "./members/delete-member.ts";
import { getMember } from "./members/get-member.ts";
import { listMembers } from "./members/list-members.ts";
import { updateMember } from "./members/update-member.ts";
import { getDelivery } from "./deliveries/get-delivery.ts";
import { listDeliveries } from "./deliveries/list-deliveries.ts";
import { redeliver } from "./deliveries/redeliver.ts";
import { listApiKeys } from "./keys/list-api-keys.ts";
import { listAuditEvents } from "./audit/list-audit-events.ts";
import { createWebhook } from "./webhooks/create-webhook.ts";
import { deleteWebhook } from "./webhooks/delete-webhook.ts";
import { getWebhook } from "./webhooks/get-webhook.ts";
import { listEventTypes } from "./webhooks/list-event-types.ts";
import { listWebhooks } from "./webhooks/list-webhooks.ts";
import { rotateWebhookSecret } from "./webhooks/rotate-webhook-secret.ts";
import { sendTestEvent } from "./webhooks/send-test-event.ts";
import { updateWebhook } from "./webhooks/update-webhook.ts";

/** The account as the server serves it. */
export const accountOperations = [
  serve(actions.getOrganization, getOrganization, { effect: "database" }),
  serve(actions.updateOrganization, updateOrganization, { effect: "database" }),
  serve(actions.createProject, createProject, { effect: "database" }),
  serve(actions.listProjects, listProjects, { effect: "database" }),
  serve(actions.getProject, getProject, { effect: "database" }),
  serve(actions.updateProject, updateProject, { effect: "database" }),
  serve(actions.archiveProject, archiveProject, { effect: "database", mayBeRefused: false }),
  serve(actions.createMember, createMember, { effect: "database" }),
  serve(actions.listMembers, listMembers, { effect: "database" }),
  serve(actions.getMember, getMember, { effect: "database" }),
  serve(actions.updateMember, updateMember, { effect: "database", mayBeRefused: false }),
  serve(actions.deleteMember, deleteMember, { effect: "database" }),
  serve(actions.createApiKey, createApiKey, { effect: "database", shownOnce: true }),
  serve(actions.listApiKeys, listApiKeys, { effect: "database" }),
  serve(actions.getApiKey, getApiKey, { effect: "database" }),
  serve(actions.updateApiKey, updateApiKey, { effect: "database" }),
  serve(actions.rotateApiKey, rotateApiKey, { effect: "database", shownOnce: true }),
  serve(actions.deleteApiKey, deleteApiKey, { effect: "database" }),
  serve(actions.createTicket, createTicket, { effect: "database", shownOnce: true }),
  serve(actions.createToken, createToken, { effect: "database", shownOnce: true }),
  serve(actions.createWebhook, createWebhook, { effect: "database", shownOnce: true }),
  serve(actions.listWebhooks, listWebhooks, { effect: "database" }),
  serve(actions.getWebhook, getWebhook, { effect: "database" }),
  serve(actions.updateWebhook, updateWebhook, { effect: "database" }),
  serve(actions.deleteWebhook, deleteWebhook, { effect: "database" }),
  serve(actions.rotateWebhookSecret, rotateWebhookSecret, { effect: "database", shownOnce: true }),
  serve(actions.sendTestEvent, sendTestEvent, { effect: "database" }),
  serve(actions.listEventTypes, listEventTypes, { effect: "database" }),
  serve(actions.listDeliveries, listDeliveries, { effect: "database" }),
  serve(actions.getDelivery, getDelivery, { effect: "database" }),
  serve(actions.redeliver, redeliver, { effect: "database" }),
  serve(actions.listAuditEvents, listAuditEvents, { effect: "database" }),
  serve(actions.getLimits, getLimits, { effect: "database" }),
  serve(actions.updateLimits, updateLimits, { effect: "database", limited: false }),
  serve(actions.getInfo, getInfo, { effect: "database" }),
  serve(actions.getHealth, getHealth, { effect: "none", metered: false }),
  serve(actions.getReadiness, getReadiness, { effect: "none", metered: false, whileStopping: true }),
];
