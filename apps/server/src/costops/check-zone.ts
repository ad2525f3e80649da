import { fail } from "../http/errors/http-error.ts";

/** Refuses a time zone that is none. */
export function checkZone(timeZone: string): void {
  if (Intl.supportedValuesOf("timeZone").includes(timeZone) || timeZone === "UTC") return;
  fail(400, "invalid_params", "`timeZone`: name an IANA zone, such as Europe/Berlin.", { param: "timeZone" });
}
