import type { Bench } from "./bench.ts";
import { bundleSize } from "./rows/bundle-size.ts";
import { coldImport } from "./rows/cold-import.ts";
import { cpu } from "./rows/cpu.ts";

/** Every measurement `pnpm bench` knows. */
export const benches: readonly Bench[] = [bundleSize, coldImport, cpu];
