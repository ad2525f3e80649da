import type { Tracer } from "@opentelemetry/api";
import type { Instruments } from "./instruments.ts";

/** What all spans of one layer share. */
export interface Settings {
  readonly tracer: Tracer;
  readonly instruments: () => Instruments;
  readonly propagate: boolean;
  readonly content: boolean;
  readonly provider: string;
}

/** Seconds since a moment of `performance.now()`. */
export const secondsSince = (started: number): number => (performance.now() - started) / 1_000;
