import * as v from "valibot";
import { EngineError, type EngineErrorCode } from "../../../engine-error.ts";
import type { Upstream } from "./upstream.ts";

/** What an error body says, in whichever shape. */
export interface Complaint {
  readonly message: string | undefined;
  readonly param: string | undefined;
  readonly code: string | undefined;
}

const details = v.object({
  message: v.nullish(v.string()),
  param: v.nullish(v.string()),
  code: v.nullish(v.union([v.string(), v.number()])),
  type: v.nullish(v.string()),
});
const openAiBody = v.object({ error: v.union([details, v.string()]) });
const validationBody = v.object({ detail: v.union([v.string(), v.array(v.object({ msg: v.string() }))]) });

/** Parameters as they are called on the wire, and in our port. */
const PARAMETERS: ReadonlyMap<string, string> = new Map([
  ["max_tokens", "maxTokens"],
  ["max_completion_tokens", "maxTokens"],
  ["top_p", "topP"],
  ["response_format", "jsonSchema"],
  ...["model", "messages", "temperature", "stop", "seed", "input"].map((name) => [name, name] as const),
]);
const LONGEST_MESSAGE = 300;

/** Reads OpenAI's shape, a flat one, and the one of validation errors. */
export function complaintOf(body: unknown): Complaint {
  const openAi = v.safeParse(openAiBody, body);
  const found = openAi.success ? openAi.output.error : body;
  if (typeof found === "string") return { message: found, param: undefined, code: undefined };
  const validation = v.safeParse(validationBody, found);
  if (validation.success) {
    const { detail } = validation.output;
    const message = typeof detail === "string" ? detail : detail.map(({ msg }) => msg).join("; ");
    return { message, param: undefined, code: undefined };
  }
  const flat = v.safeParse(details, found);
  if (!flat.success) return { message: undefined, param: undefined, code: undefined };
  const { message, param, code, type } = flat.output;
  return {
    message: message ?? undefined,
    param: param ?? undefined,
    code: String(code ?? type ?? "") || undefined,
  };
}

/** The error for a status and its body. */
export function errorOf(upstream: Upstream, status: number, body: string): EngineError {
  const complaint = complaintOf(parsed(body));
  // What a server says about a key may repeat the key.
  if (status === 401 || status === 403) {
    return new EngineError("upstream_failed", `The upstream ${upstream.name} refuses our key (${status}).`);
  }
  const said = safe(upstream, complaint.message ?? "");
  const message = `The upstream ${upstream.name} answered ${status}${said === "" ? "" : `: ${said}`}`;
  const param = PARAMETERS.get(complaint.param ?? "");
  return new EngineError(codeOf(status), message, param === undefined ? {} : { param });
}

/** The error for one that comes in the middle of a stream, where there is no status. */
export function streamErrorOf(upstream: Upstream, error: unknown): EngineError {
  const { message, code } = complaintOf({ error });
  const limited = code === "429" || /rate_limit|insufficient_quota/u.test(code ?? "");
  const said = safe(upstream, message ?? "no reason given");
  return new EngineError(
    limited ? "limit_exceeded" : "upstream_failed",
    `The upstream ${upstream.name} failed: ${said}`,
  );
}

function codeOf(status: number): EngineErrorCode {
  if (status === 404) return "not_found";
  if (status === 408) return "timed_out";
  if (status === 429) return "limit_exceeded";
  if (status === 503) return "unavailable";
  if ([400, 413, 415, 422].includes(status)) return "invalid_input";
  return "upstream_failed";
}

/** One short line that holds neither our key nor anything that looks like one. */
function safe(upstream: Upstream, message: string): string {
  const hidden =
    upstream.apiKey === undefined || upstream.apiKey === ""
      ? message
      : message.replaceAll(upstream.apiKey, "***");
  return hidden
    .replaceAll(/\b(?:sk|key|gsk|hf)[-_][\w*-]{8,}/gu, "***")
    .replaceAll(/[\s\p{Cc}]+/gu, " ")
    .trim()
    .slice(0, LONGEST_MESSAGE);
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
