import type { CreateSandboxParams } from "@platform/sandbox";
import type { WorstCaseOf } from "../../http/meter/worst-case.ts";
import { templateOf } from "../templates.ts";

/** All the time the sandbox may live. */
export const createSandboxWorstCase: WorstCaseOf<CreateSandboxParams> = (_, params) => {
  const { template = "python", size = "small", ttlMinutes = 60 } = params;
  templateOf(template);
  return {
    model: size,
    units: { request: "1", sandbox_second: String(ttlMinutes * 60) },
    likely: { request: "1" },
    usual: { operations: ["sandboxLifetime"], unit: "sandbox_second" },
    notes: ["The worst case is a sandbox that lives until its time is over. Calls made of it come on top."],
  };
};
