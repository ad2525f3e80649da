import { homedir } from "node:os";
import { join } from "node:path";
import * as v from "valibot";
import { isKeyText } from "../keys/key-text.ts";

const wholeNumber = (min: number, max: number) =>
  v.pipe(
    v.string(),
    v.regex(/^\d+$/, "must be a whole number"),
    v.transform(Number),
    v.minValue(min, `must be at least ${min}`),
    v.maxValue(max, `must be at most ${max}`),
  );

const httpUrl = v.pipe(
  v.string(),
  v.check(
    (text) => /^https?:\/\/./.test(text) && URL.canParse(text),
    "must be an http:// or https:// address",
  ),
);

const origins = v.pipe(
  v.string(),
  v.transform((list) => list.split(",").map((origin) => origin.trim())),
  v.check(
    (list) => list.join() === "*" || list.every(isOrigin),
    "must be * alone, or origins as browsers send them, joined by commas: http:// or https://, a host in lower " +
      "case, a port unless it is the usual one, nothing after it (https://app.example,http://localhost:5173)",
  ),
);

function isOrigin(text: string): boolean {
  // A star within a host would be taken for a host of that name, and let nobody in.
  return /^https?:[^*]+$/.test(text) && URL.canParse(text) && new URL(text).origin === text;
}

const embeddingModels = v.pipe(
  v.string(),
  v.regex(
    /^([^=,\s]+=[1-9]\d{0,4}(,[^=,\s]+=[1-9]\d{0,4})*)?$/,
    "must be names and dimensions, such as text-embedding-3-small=1536,other=768",
  ),
  v.transform((list) =>
    list.split(",").flatMap((pair) => {
      const [id = "", dimensions] = pair.split("=");
      return id === "" ? [] : [{ id, dimensions: Number(dimensions) }];
    }),
  ),
);

/** Every variable the server reads, with its default. */
export const environmentSchema = v.object({
  PLATFORM_PORT: v.optional(wholeNumber(0, 65_535), "8787"),
  PLATFORM_HOST: v.optional(v.string(), "127.0.0.1"),
  PLATFORM_DATA_DIR: v.optional(v.string(), () => join(homedir(), ".platform", "data")),
  DATABASE_URL: v.optional(
    v.pipe(v.string(), v.regex(/^postgres(ql)?:\/\/./, "must start with postgres:// or postgresql://")),
  ),
  PLATFORM_LOG_LEVEL: v.optional(
    v.picklist(
      ["fatal", "error", "warn", "info", "debug", "trace", "silent"],
      "must be one of fatal, error, warn, info, debug, trace, silent",
    ),
    "info",
  ),
  PLATFORM_BOOTSTRAP_KEY: v.optional(
    v.pipe(v.string(), v.check(isKeyText, "must be a key this platform made (plat_ and 38 characters)")),
  ),
  PLATFORM_TASK_FOLDERS: v.optional(
    v.pipe(
      v.string(),
      v.transform((list) => list.split(":").filter((folder) => folder !== "")),
    ),
    "",
  ),
  PLATFORM_CHAT_MODEL: v.optional(v.string()),
  PLATFORM_UPSTREAM_URL: v.optional(httpUrl),
  PLATFORM_UPSTREAM_API_KEY: v.optional(v.string()),
  PLATFORM_UPSTREAM_EMBEDDINGS: v.optional(embeddingModels, ""),
  PLATFORM_BODY_LIMIT_MB: v.optional(wholeNumber(1, 1024), "1"),
  PLATFORM_CORS_ORIGINS: v.optional(origins),
  PLATFORM_WEBHOOKS_ALLOW_PRIVATE: v.optional(
    v.picklist(["true", "false"], "must be true or false"),
    "false",
  ),
});

/** Names that clients read; a server started in the same shell must not stumble over them. */
export const clientNames = [
  "PLATFORM_API_KEY",
  "PLATFORM_BASE_URL",
  "PLATFORM_PASSPORT",
  "PLATFORM_PROFILE",
] as const;
