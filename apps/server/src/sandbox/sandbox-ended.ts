import { fail } from "../http/errors/http-error.ts";
import type { sandboxes } from "../store/schema/index.ts";
import type { Row } from "../store/tenant-types.ts";

const how = {
  running: "is ending",
  killed: "was killed",
  expired: "reached the end of its time",
  lost: "was lost: its machine stopped, or a program in it ended it",
} as const;

/** The 409 of every operation on a sandbox that has ended: how, when, and what to do. */
export function sandboxEnded({ id, status, endedAt }: Row<typeof sandboxes>): never {
  const when = endedAt ? ` (${endedAt.toISOString()})` : "";
  return fail(409, "sandbox_ended", `Sandbox ${id} ${how[status]}${when}. Create another one.`, {
    param: "sandboxId",
    retryable: false,
  });
}
