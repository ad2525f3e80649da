import type { WireAnswer } from "./send.ts";

const needsParam = new Set(["invalid_params", "invalid_header"]);

/** What is wrong with an answer to a bad request; undefined when it is as agreed. */
export function faultOf({ status, type, text }: WireAnswer): string | undefined {
  if (status === 0) return "no answer";
  if (status < 400) return undefined;
  if (!type.startsWith("application/json")) return `the error is ${type || "untyped"}: ${text.slice(0, 200)}`;
  const { error } = JSON.parse(text) as { error?: Record<string, unknown> };
  if (error === undefined) return `no error in ${text}`;
  const { code, message, requestId, retryable, param } = error;
  if (![code, message, requestId, error["type"]].every((part) => typeof part === "string" && part !== "")) {
    return `an incomplete error: ${text}`;
  }
  if (typeof retryable !== "boolean") return `not said whether retryable: ${text}`;
  if (needsParam.has(String(code)) && typeof param !== "string") return `no param: ${text}`;
  if (status >= 500 && code !== "engine_unavailable") return `a ${status}: ${text}`;
  return undefined;
}
