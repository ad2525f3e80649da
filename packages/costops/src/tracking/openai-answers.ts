import type { SubmitUsageParams } from "../usage/submit-usage.ts";
import { readEvents } from "./read-events.ts";
import { notMeasured } from "./to-event.ts";
import { usageUnits } from "./usage-units.ts";

/** A call that has been sent. */
export interface TrackedCall {
  readonly provider: string;
  readonly operation: string;
  /** As it was asked for; the answer may name another. */
  readonly model: string;
  /** Milliseconds of the clock. */
  readonly startedAt: number;
  readonly runId: string | undefined;
  readonly userId: string | undefined;
  readonly tags: Readonly<Record<string, string>> | undefined;
  /** The chunk with the usage was not asked for by the caller, who must not see it. */
  readonly hidesUsage: boolean;
  readonly record: (event: SubmitUsageParams) => void;
}

/** What an answer has said of itself so far. */
interface Found {
  model?: string | undefined;
  units?: Record<string, number> | undefined;
}

type Fields = { readonly [name: string]: unknown };
const fields = (value: unknown): Fields => Object(value) as Fields;

/** An answer that says the same and is read along with. What was not done is not recorded. */
export async function readAnswers(call: TrackedCall, response: Response): Promise<Response> {
  const type = response.headers.get("content-type") ?? "";
  if (!response.ok || !response.body) return response;
  const found: Found = {};
  const read = (text: string): Fields => {
    const value = parsed(text);
    // The Responses API wraps the answer in its events.
    const answer = value["response"] === undefined ? value : fields(value["response"]);
    if (typeof answer["model"] === "string" && answer["model"] !== "") found.model = answer["model"];
    found.units = usageUnits(answer["usage"]) ?? found.units;
    return value;
  };
  if (type.includes("text/event-stream")) {
    const isShown = (data: string) => {
      const value = read(data);
      const { choices, usage } = value;
      return !(call.hidesUsage && usage && Array.isArray(choices) && choices.length === 0);
    };
    const body = readEvents(response.body, isShown, () => write(call, found));
    return copy(response, body);
  }
  if (!type.includes("json")) return response;
  const text = await response.text();
  read(text);
  write(call, found);
  return copy(response, text);
}

function write(
  { record, provider, operation, model, runId, userId, tags, startedAt }: TrackedCall,
  found: Found,
): void {
  record({
    ...{ provider, operation, model: found.model ?? model, runId, userId },
    units: found.units ?? { request: 1 },
    tags: found.units ? tags : { ...tags, ...notMeasured },
    durationMs: Date.now() - startedAt,
    occurredAt: new Date(startedAt).toISOString(),
  });
}

function parsed(text: string): Fields {
  try {
    return fields(JSON.parse(text));
  } catch {
    return {};
  }
}

function copy(response: Response, body: string | ReadableStream<Uint8Array>): Response {
  const { status, statusText, headers, url } = response;
  const made = new Response(body, { status, statusText, headers });
  return Object.defineProperty(made, "url", { value: url });
}
