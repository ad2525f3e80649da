import type { EventType } from "@platform/account";
import { fail } from "../../http/errors/http-error.ts";

/** Every event that the server sends, `webhook.test` included, which goes only to the webhook that is tested. */
export const eventTypes: readonly EventType[] = [
  { name: "api_key.created", description: "A key was made. Its text is not in the event." },
  { name: "api_key.deleted", description: "A key was revoked." },
  {
    name: "api_key.rotated",
    description: "A key is to be replaced by another. The old one is in the event, and when it ends.",
  },
  { name: "budget.threshold_reached", description: "Spending reached a threshold below a budget's limit." },
  {
    name: "budget.limit_reached",
    description: "Spending reached a budget's limit, or a threshold above it.",
  },
  { name: "budget.projected_over_limit", description: "At its pace spending will go over a budget's limit." },
  {
    name: "limit.reached",
    description: "A rate limit refused a request. It is in the event, which comes at most once a minute.",
  },
  { name: "member.created", description: "A member was added to the organization." },
  { name: "member.updated", description: "A member has another name, role, or other projects." },
  { name: "member.deleted", description: "A member was removed." },
  { name: "price.created", description: "A price was added to the book, by itself or by an import." },
  { name: "price.updated", description: "A new version of a price was written. It is in the event." },
  { name: "price.deleted", description: "A price was ended, or taken back before it began." },
  { name: "project.created", description: "A project was made in the organization." },
  { name: "project.archived", description: "A project was archived." },
  {
    name: "report.ready",
    description: "A run of a report has its file. It is in the event, with where to get it.",
  },
  {
    name: "report.failed",
    description: "A run of a report failed, after its last try. Why is in the event.",
  },
  { name: "task.completed", description: "A task ended well." },
  { name: "task.failed", description: "A task failed, after its last attempt." },
  { name: "webhook.test", description: "Somebody asked for a test. No webhook needs to ask for it." },
];

/** A 400 that names the first type there is none of. */
export function expectKnown(types: readonly string[]): void {
  const at = types.findIndex((type) => type !== "*" && !eventTypes.some(({ name }) => name === type));
  if (at < 0) return;
  fail(
    400,
    "event_type_unknown",
    `There is no event ${types[at]}. See GET /v1/event-types for all there are.`,
    {
      param: `eventTypes.${at}`,
    },
  );
}
