/** How much a sandbox may use: small 1 CPU 512 MB, medium 1 CPU 1 GB, large 2 CPU 2 GB, xlarge 2 CPU 4 GB. */
export type SandboxSize = "small" | "medium" | "large" | "xlarge";

/** `running` until it is killed, its time is up, or its machine goes away. */
export type SandboxStatus = "running" | "killed" | "expired" | "lost";

/** An isolated machine as the platform knows it. */
export interface SandboxInfo {
  /** `sbx_…` */
  id: string;
  status: SandboxStatus;
  template: string;
  size: SandboxSize;
  /** What keeps it apart from its host: `"namespaces"`, … */
  isolation: string;
  labels: Record<string, string>;
  runId: string | null;
  createdAt: string;
  /** When it is killed by itself. */
  expiresAt: string;
  /** When it ended; `null` while it runs. */
  endedAt: string | null;
}
