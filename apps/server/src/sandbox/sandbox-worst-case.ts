import type { CreateSandboxParams } from "@platform/sandbox";
import type { WorstCaseOf } from "../http/meter/worst-case.ts";
import { templateOf } from "./templates.ts";

/** The request, and all the time the sandbox may live. */
export const sandboxWorstCase: WorstCaseOf<CreateSandboxParams> = (_, params) => {
  const { template = "python", size = "small", ttlMinutes = 60 } = params;
  templateOf(template);
  const lasting = { sandbox_second: String(ttlMinutes * 60) };
  return {
    ...{ model: size, lasting },
    units: { request: "1", ...lasting },
    likely: { request: "1" },
    usual: { operations: ["sandboxLifetime"], unit: "sandbox_second" },
    notes: ["The worst case is a sandbox that lives until its time is over. Calls made of it come on top."],
  };
};
