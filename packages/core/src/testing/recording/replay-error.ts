import { PlatformError } from "../../errors/platform-error.ts";

/** What was asked for is not in the recording. Never tried again. */
export class ReplayError extends PlatformError {
  static override readonly kind: string = "ReplayError";
}
