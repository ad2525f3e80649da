import * as v from "valibot";
import { suggest } from "../suggest.ts";
import { ConfigError } from "./config-error.ts";
import { clientNames, environmentSchema } from "./schema.ts";

/** What the server was told, checked; see each variable in `schema.ts`. */
export interface Config {
  /** 0 takes any free port. */
  readonly port: number;
  readonly host: string;
  readonly dataDir: string;
  /** Absent: the embedded PostgreSQL in the data folder. */
  readonly databaseUrl: string | undefined;
  readonly logLevel: string;
  readonly bootstrapKey: string | undefined;
  /** Folders that ingest tasks may read. */
  readonly taskFolders: readonly string[];
  /** Path or URL of a GGUF file. */
  readonly chatModel: string | undefined;
  readonly upstreamUrl: string | undefined;
  readonly upstreamApiKey: string | undefined;
  /** Embedding models of the upstream. */
  readonly upstreamEmbeddings: readonly { readonly id: string; readonly dimensions: number }[];
  /** Largest JSON body, in bytes. */
  readonly bodyLimit: number;
  /** Origins whose pages may call the server; `["*"]` is any. */
  readonly corsOrigins: readonly string[];
  /** Whether webhooks may use `http://` and lead to private addresses. */
  readonly webhooksAllowPrivate: boolean;
}

/**
 * Reads the environment. An empty variable counts as unset.
 * @throws {ConfigError} naming every problem at once, each with its fix.
 */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value));
  const read = v.safeParse(environmentSchema, given);
  const problems = [...unknownNames(given), ...(read.issues ?? []).map(describe)];
  if (!read.success || problems.length > 0) throw new ConfigError(problems);
  const values = read.output;
  return {
    port: values.PLATFORM_PORT,
    host: values.PLATFORM_HOST,
    dataDir: values.PLATFORM_DATA_DIR,
    databaseUrl: values.DATABASE_URL,
    logLevel: values.PLATFORM_LOG_LEVEL,
    bootstrapKey: values.PLATFORM_BOOTSTRAP_KEY,
    taskFolders: values.PLATFORM_TASK_FOLDERS,
    chatModel: values.PLATFORM_CHAT_MODEL,
    upstreamUrl: values.PLATFORM_UPSTREAM_URL,
    upstreamApiKey: values.PLATFORM_UPSTREAM_API_KEY,
    upstreamEmbeddings: values.PLATFORM_UPSTREAM_EMBEDDINGS,
    bodyLimit: values.PLATFORM_BODY_LIMIT_MB * 1024 * 1024,
    corsOrigins: values.PLATFORM_CORS_ORIGINS ?? [],
    webhooksAllowPrivate: values.PLATFORM_WEBHOOKS_ALLOW_PRIVATE === "true",
  };
}

function unknownNames(given: object): string[] {
  const known = Object.keys(environmentSchema.entries);
  const allowed = new Set<string>([...known, ...clientNames]);
  return Object.keys(given)
    .filter((name) => name.startsWith("PLATFORM_") && !allowed.has(name))
    .map((name) => {
      const near = suggest(name, known);
      return `${name} is not a setting.${near ? ` Did you mean ${near}?` : " Unset it."}`;
    });
}

/** Names the variable and the rule, never the value: it may be a secret. */
function describe(issue: v.BaseIssue<unknown>): string {
  return `${v.getDotPath(issue)} ${issue.message}. Change or unset it.`;
}
