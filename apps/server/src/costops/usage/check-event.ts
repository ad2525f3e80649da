import type { SubmitUsageParams } from "@platform/costops";
import { fail } from "../../http/errors/http-error.ts";
import { Exact } from "../../http/meter/decimals.ts";
import type { NewUsage } from "../../http/meter/write-usage.ts";
import type { Context } from "../../http/operation.ts";
import { newId } from "../../store/new-id.ts";

const hour = 3_600_000;
const mostMetadata = 16_384;

/** An event as it was submitted, ready to be written. */
export interface Submitted {
  readonly event: NewUsage;
  /** Whether the submitter said when it happened; a repetition need not agree with the server's own clock. */
  readonly timeGiven: boolean;
}

/** What every submitted event must keep to, beyond its schema; ends with the error that tells what is wrong. `now` is when. */
export function checkEvent(
  { principal, runId }: Context,
  params: SubmitUsageParams,
  now: Date = new Date(),
): Submitted {
  expectOwn(params.organizationId, principal.organizationId);
  const occurredAt = params.occurredAt === undefined ? now : new Date(params.occurredAt);
  if (occurredAt.getTime() > now.getTime() + hour) {
    fail(
      400,
      "invalid_params",
      "`occurredAt` is more than an hour ahead of the server's clock. Give the time at which it happened.",
      { param: "occurredAt" },
    );
  }
  const { provider, model, operation = "usage", metadata = {}, tags = {} } = params;
  if (Buffer.byteLength(JSON.stringify(metadata)) > mostMetadata) {
    fail(400, "invalid_params", "`metadata` is at most 16 kB of JSON. Keep larger things elsewhere.", {
      param: "metadata",
    });
  }
  const event = {
    ...{ eventId: params.eventId ?? newId("evt"), operation, provider, model, tags, metadata },
    units: Object.fromEntries(
      Object.entries(params.units).map(([unit, amount]) => [unit, new Exact(amount).toFixed()]),
    ),
    apiKeyId: principal.apiKeyId,
    runId: params.runId ?? runId ?? null,
    userId: params.userId ?? null,
    durationMs: params.durationMs ?? null,
    startedAt: occurredAt,
    occurredAt,
  };
  return { event, timeGiven: params.occurredAt !== undefined };
}

function expectOwn(given: string | undefined, own: string): void {
  if (given === undefined || given === own) return;
  fail(
    404,
    "organization_not_found",
    "The key belongs to another organization; leave `organizationId` out.",
    { param: "organizationId" },
  );
}
