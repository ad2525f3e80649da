import { AbortedError } from "../errors/client-errors.ts";
import type { CallInfo, Layer } from "./layer.ts";
import { modelOperation, type ModelAnswer, type ModelUnits, readAnswer } from "./model-answer.ts";

/** What one finished call of a model used. Holds no prompt, no answer and no key. */
export interface UsageReport {
  /**
   * The call's id, the same in all its attempts. A stream opened again after a break is reported anew under the same
   * id, with all that was used: the later report stands for both.
   */
  readonly id: string;
  /** Name of the operation: `"createChatCompletion"`. */
  readonly action: string;
  /** The model that answered, else the one that was asked for. */
  readonly model: string | undefined;
  /** The model that was asked for, where another answered. */
  readonly requestedModel?: string | undefined;
  readonly provider: string;
  /** When the first attempt was sent, ISO 8601. */
  readonly startedAt: string;
  /** From the first attempt to the end of the answer, in milliseconds. */
  readonly durationMs: number;
  /** `requests` is 1. The others only where they are known. */
  readonly units: ModelUnits & { readonly requests: number };
  /** `"aborted"`: by the caller's signal, or the reader left the stream before its end. */
  readonly status: "ok" | "error" | "aborted";
  readonly streamed: boolean;
  /** The server did not tell all: `output_tokens` counts the pieces that came, which is the least it can be. */
  readonly estimated?: true | undefined;
  readonly runId?: string | undefined;
  readonly tags?: Readonly<Record<string, string>> | undefined;
}

export interface TrackUsageOptions {
  /** Who is said to have done the work. Default `"platform"`. */
  provider?: string | undefined;
  /** Put into every report, or made for each call. */
  tags?:
    | Readonly<Record<string, string>>
    | ((call: CallInfo) => Readonly<Record<string, string>>)
    | undefined;
  /** Told what the sink threw or rejected with. Default: `console.error`, without the message, which may hold a key. */
  onError?: ((error: unknown, report: UsageReport) => void) | undefined;
}

/** A layer that reports what calls used. */
export interface UsageTracker extends Layer {
  /** Settles when the sink is done with every report made so far. Never rejects. */
  flush(): Promise<void>;
}

/**
 * Tells `sink` what each finished call of a model used. A call counts as one by its route (`/v1/chat/completions`,
 * `/v1/completions`, `/v1/responses`, `/v1/embeddings`) or by an answer with OpenAI's `usage`. The sink runs after the
 * call has ended and beside the program: what it does or throws changes no call.
 *
 * @example
 * const usage = trackUsage((report) => console.log(report.model, report.units));
 * const client = createClient({ use: [usage] });
 * await usage.flush();
 */
export function trackUsage(
  sink: (report: UsageReport) => unknown,
  options: TrackUsageOptions = {},
): UsageTracker {
  const { onError = complain } = options;
  const seen = new WeakSet<CallInfo>();
  const pending = new Set<Promise<void>>();
  const hand = (make: () => UsageReport) => {
    // Later than the call's end, so that nothing in here can fail or slow it.
    const job = Promise.resolve().then(async () => {
      const report = make();
      try {
        await sink(report);
      } catch (error) {
        onError(error, report);
      }
    });
    const settled: Promise<void> = job.catch(complain).finally(() => pending.delete(settled));
    pending.add(settled);
  };
  const layer: Layer = (next) => (url, init) => {
    const { call } = init;
    if (!seen.has(call)) {
      seen.add(call);
      follow(call, init.headers.get("x-run-id") ?? undefined, options, hand);
    }
    return next(url, init);
  };
  const flush = async () => {
    while (pending.size > 0) await Promise.all(pending);
  };
  return Object.assign(layer, { flush });
}

/** Reads along with a call, and has it reported when it is over. */
function follow(
  call: CallInfo,
  runId: string | undefined,
  { provider = "platform", tags }: TrackUsageOptions,
  hand: (make: () => UsageReport) => void,
): void {
  const { contract, id } = call;
  const startedAt = new Date();
  const started = performance.now();
  const answer: ModelAnswer = { finishReasons: [], pieces: 0 };
  call.onValue((value) => readAnswer(answer, value));
  call.onEnd((error) => {
    if (!modelOperation(contract) && !answer.units) return;
    const durationMs = Math.round(performance.now() - started);
    const streamed = contract.kind === "stream";
    const finished = !streamed || answer.finishReasons.length > 0;
    const asked = (call.params as { model?: unknown } | undefined)?.model;
    const requestedModel = typeof asked === "string" ? asked : undefined;
    const model = answer.model ?? requestedModel;
    hand(() => ({
      id,
      action: contract.name,
      model,
      ...(requestedModel !== model && { requestedModel }),
      provider,
      startedAt: startedAt.toISOString(),
      durationMs,
      ...unitsOf(answer, streamed && !(finished && answer.units)),
      status:
        error === undefined
          ? finished
            ? "ok"
            : "aborted"
          : error instanceof AbortedError
            ? "aborted"
            : "error",
      streamed,
      ...(runId && { runId }),
      ...(tags && { tags: typeof tags === "function" ? tags(call) : tags }),
    }));
  });
}

/** What was told; of a stream that did not get to tell it, the least that was used. */
function unitsOf(answer: ModelAnswer, isPart: boolean): Pick<UsageReport, "units" | "estimated"> {
  const known = answer.units ?? (isPart && answer.pieces > 0 ? { output_tokens: answer.pieces } : undefined);
  return { units: { ...known, requests: 1 }, ...(isPart && known && { estimated: true }) };
}

/** Says that a report was lost, and not what the error says: a sink's error may quote its key. */
function complain(error: unknown): void {
  const kind = error instanceof Error ? error.name : typeof error;
  console.error(`trackUsage: a usage report was lost, its sink failed (${kind}).`);
}
