import type { SubmitUsageParams } from "../usage/submit-usage.ts";

/** An event that can be sent again without being counted again. */
export interface NamedUsage extends SubmitUsageParams {
  eventId: string;
  occurredAt: string;
}

/** Keeps events until they have arrived, so that they outlive the process. */
export interface Spool {
  /** What earlier processes left behind, oldest first. Called once, before anything else. */
  load(): Promise<NamedUsage[]>;
  /** Settles when the event is safe. One with the same id stands for the one before. */
  add(event: NamedUsage): Promise<void>;
  /** These need no longer be kept. */
  remove(eventIds: readonly string[]): Promise<void>;
  /** Writes what is to be written, and lets go of what it holds. What was not removed stays for the next process. */
  close(): Promise<void>;
}
