import { fail } from "../../http/errors/http-error.ts";

/** Names only: PostgreSQL reads `+02:00` as two hours west, where ISO 8601 means east. */
export function checkZone(timeZone: string): void {
  if (/^[A-Za-z]/.test(timeZone) && isKnown(timeZone)) return;
  fail(400, "invalid_params", "`timeZone`: name an IANA zone, such as Europe/Berlin.", { param: "timeZone" });
}

/** Also by an older or newer name of the same zone, which `Intl.supportedValuesOf` leaves out. */
function isKnown(timeZone: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}
