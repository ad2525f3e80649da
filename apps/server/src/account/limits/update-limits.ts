import type { Limits, UpdateLimitsParams } from "@platform/account";
import { eq } from "drizzle-orm";
import { fail } from "../../http/errors/http-error.ts";
import { limitKeyOf } from "../../http/limits/limiter.ts";
import { afterChange } from "../../http/limits/after-change.ts";
import type { Context } from "../../http/operation.ts";
import { toPrincipal } from "../../http/request/authenticate.ts";
import { rateLimits as table } from "../../store/schema/index.ts";
import { findKey } from "../keys/find-key.ts";
import { readLimits } from "./read-limits.ts";

/** Sets, changes or ends the limit of a key or of the project. */
export async function updateLimits(context: Context, params: UpdateLimitsParams): Promise<Limits> {
  const { db } = context;
  const { keyId, requestsPerMinute, burst } = params;
  const { projectId } = db.ids;
  const limitKeyId = keyId === undefined ? undefined : limitKeyOf(toPrincipal(await findKey(db, keyId)));
  const id = limitKeyId ?? projectId;
  if (requestsPerMinute === null) {
    await db.remove(table, eq(table.id, id));
  } else {
    const set = {
      ...(requestsPerMinute === undefined ? {} : { requestsPerMinute }),
      ...(burst === undefined ? {} : { burst }),
      fullAt: afterChange({ requestsPerMinute, burst }),
    };
    // At once: of two that set the first limit both are to have their say.
    const changed =
      requestsPerMinute === undefined
        ? await db.update(table, set, eq(table.id, id))
        : await db.upsert(table, { id, requestsPerMinute, burst }, { target: table.id, set });
    if (changed.length === 0) noRate();
  }
  return readLimits(context, keyId ?? projectId, limitKeyId);
}

function noRate(): never {
  const message = "There is no limit yet. Say how many requests come back in a minute.";
  return fail(400, "rate_missing", message, { param: "requestsPerMinute" });
}
