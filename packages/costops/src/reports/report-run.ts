/** One period of a report, as a file. */
export interface ReportRun {
  /** `rrn_…` */
  id: string;
  reportId: string;
  /** `"schedule"`, or `"manual"` when it was asked for by `runReport`. */
  trigger: "schedule" | "manual";
  /** `"pending"`: waits for its turn, or for another try. */
  status: "pending" | "running" | "completed" | "failed";
  /** The period: the first moment of it, ISO 8601. */
  from: string;
  /** The first moment after it. */
  to: string;
  /** When it was due, or asked for. */
  dueAt: string;
  /** How many times it was begun. */
  attempt: number;
  /** Rows of the file; `null`, as what follows, until it is completed. */
  rows: number | null;
  /** Size of the file. */
  bytes: number | null;
  /** SHA-256 of the file in hex. */
  sha256: string | null;
  fileName: string | null;
  /** Until when the file can be had. */
  fileExpiresAt: string | null;
  /** Why it failed, and what to do; of a run that is pending, why the last try did. */
  error: { code: string; message: string } | null;
  /** When its last try began. */
  startedAt: string | null;
  endedAt: string | null;
  /** What its last try took. */
  durationMs: number | null;
}
