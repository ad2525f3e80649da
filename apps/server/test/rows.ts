/** A sandbox row but for its id and template. */
export const anySandbox = {
  status: "running",
  size: "small",
  isolation: "none",
  apiKeyId: "key_test",
  expiresAt: new Date("2100-01-01"),
  ...{ memoryMb: 64, cpus: 1, pids: 16, diskMb: 64 },
} as const;
