import type { CallInfo } from "./layer.ts";
import type { ModelUnits } from "./model-answer.ts";

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
