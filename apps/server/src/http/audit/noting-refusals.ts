import { HttpError } from "../errors/http-error.ts";
import type { Deps } from "../deps.ts";
import { notesRefusals } from "./is-audited.ts";
import { type Audited, writeAuditEvent } from "./write-audit-event.ts";

/** Does the work, and notes it when it ends in a 403. The caller is told of the 403 in any case. */
export async function notingRefusals<T>(
  { db, log }: Pick<Deps, "db" | "log">,
  asked: () => Audited,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof HttpError && error.status === 403 && notesRefusals(asked().contract)) {
      await writeAuditEvent(db, { ...asked(), code: error.code }).catch((failure: unknown) =>
        log.error({ err: failure }, "a refusal was not noted"),
      );
    }
    throw error;
  }
}
