import { calls } from "./checks/calls.mjs";
import { streams } from "./checks/streams.mjs";
import { transfers } from "./checks/transfers.mjs";

/** What a user relies on in every runtime. Each throws when it does not hold, or answers why it is skipped. */
export const checks = { ...calls, ...streams, ...transfers };
