/**
 * How much a sandbox may use: CPUs (at most the machine's), memory, and of that for files, in `/home/user` and `/tmp`
 * each; processes. small: 1, 512 MB, 128 MB, 128; medium: 1, 1 GB, 256 MB, 256; large: 2, 2 GB, 512 MB, 512; xlarge: 2,
 * 4 GB, 1 GB, 1,024.
 */
export type SandboxSize = "small" | "medium" | "large" | "xlarge";

/** `running` until it is killed, its time is up, or it is lost: its machine went away, or a program in it ended it. */
export type SandboxStatus = "running" | "killed" | "expired" | "lost";

/** An isolated machine as the platform knows it. */
export interface SandboxInfo {
  /** `sbx_…` */
  id: string;
  status: SandboxStatus;
  template: string;
  size: SandboxSize;
  /** What keeps it apart from its host, in words. */
  isolation: string;
  labels: Record<string, string>;
  runId: string | null;
  createdAt: string;
  /** When it is killed by itself. */
  expiresAt: string;
  /** When it ended; `null` while it runs. */
  endedAt: string | null;
}
