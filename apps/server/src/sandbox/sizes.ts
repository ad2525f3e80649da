import { availableParallelism } from "node:os";
import type { SandboxSize } from "@platform/sandbox";
import type { SandboxLimits } from "./engine.ts";

/**
 * What each size may use. Files live in memory, so `/home/user` and `/tmp` may each fill a quarter of it and leave
 * programs half.
 */
const sizes: Readonly<Record<SandboxSize, SandboxLimits>> = {
  small: { cpus: 1, memoryMb: 512, pids: 128, diskMb: 128 },
  medium: { cpus: 1, memoryMb: 1_024, pids: 256, diskMb: 256 },
  large: { cpus: 2, memoryMb: 2_048, pids: 512, diskMb: 512 },
  xlarge: { cpus: 2, memoryMb: 4_096, pids: 1_024, diskMb: 1_024 },
};

/** The limits of a size on this machine, which may have fewer CPUs. */
export const limitsOf = (size: SandboxSize): SandboxLimits => ({
  ...sizes[size],
  cpus: Math.min(sizes[size].cpus, availableParallelism()),
});
