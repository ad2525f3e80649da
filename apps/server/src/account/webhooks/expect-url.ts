import { fail } from "../../http/errors/http-error.ts";
import { checkUrl, type UrlRules } from "./address/check-url.ts";

/** The URL as it will be read, or a 400 that says why it is refused. */
export function expectUrl(text: string, rules: UrlRules): string {
  const checked = checkUrl(text, rules);
  if (checked.ok) return checked.url.href;
  return fail(400, "webhook_url_refused", `This URL cannot be a webhook. ${checked.reason}`, {
    param: "url",
  });
}
