import { AbortedError } from "../errors/client-errors.ts";
import type { CallInfo, Layer } from "./layer.ts";
import { modelOperation, type ModelAnswer, readAnswer } from "./model-answer.ts";
import type { TrackUsageOptions, UsageReport } from "./usage-report.ts";

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
    const job: Promise<void> = (async () => {
      await undefined;
      const report = make();
      try {
        await sink(report);
      } catch (error) {
        onError(error, report);
      }
    })()
      .catch(complain)
      .finally(() => pending.delete(job));
    pending.add(job);
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
