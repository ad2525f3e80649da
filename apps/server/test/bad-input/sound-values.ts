import type { AnyContract } from "../../src/http/contract.ts";
import type { WholePlatform } from "../whole-platform.ts";
import type { Params } from "./mutations.ts";

/** Things that are there, so that a request with one fault gets past everything else. */
export interface Fixtures {
  readonly sandboxId: string;
  readonly taskId: string;
  readonly keyId: string;
  readonly budgetId: string;
}

export async function makeFixtures({ ask }: WholePlatform): Promise<Fixtures> {
  const idOf = async (path: string, json: unknown) => {
    const made = (await (await ask("POST", path, json)).json()) as { id?: string };
    // Without sandboxes on this machine their operations answer 503 whatever the id.
    return made.id ?? "sbx_none";
  };
  await ask("POST", "/v1/indexes", { name: "sound", dimension: 1 });
  await ask("POST", "/v1/indexes", { name: "texts" });
  const files = [{ name: "a.md", content: "# Cats\n\nCats sleep." }];
  const taskId = await idOf("/v1/tasks", { block: "docs::ingest", inputs: { index: "ingested", files } });
  // A stream of a task ends with the task.
  await (await ask("GET", `/v1/tasks/${taskId}/events`)).text();
  return {
    taskId,
    sandboxId: await idOf("/v1/sandboxes", { labels: { of: "bad-input" } }),
    keyId: await idOf("/v1/keys", { name: "spare", scopes: ["costops:read"] }),
    budgetId: await idOf("/v1/budgets", { name: "sound", limit: "1", kind: "soft" }),
  };
}

/** Values that mean something where the schema alone does not say so; `undefined` leaves the field out. */
export function soundValues({ name, route }: AnyContract, fixtures: Fixtures): Params {
  const gone = {
    sandboxId: "sbx_none",
    taskId: "task_none",
    keyId: "key_none",
    budgetId: "bud_none",
    index: "none",
    path: "none",
  };
  return { ...fixtures, ...anywhere, ...(route.startsWith("DELETE ") ? gone : {}), ...own[name] };
}

const anywhere: Params = {
  ...{ index: "sound", model: "extract", block: "docs::ingest", cursor: undefined, timeoutMs: 5000 },
  ...{ cwd: "/tmp", template: "python", currency: "USD", timeZone: "UTC", organizationId: undefined },
  ...{ filter: { a: 1 }, limit: 10, command: "true", args: [], path: "a.txt", code: "1", language: "bash" },
};

const question = {
  messages: [
    { role: "system", content: "Cats sleep." },
    { role: "user", content: "Who sleeps?" },
  ],
  response_format: undefined,
  ...{ logprobs: undefined, top_logprobs: undefined, tools: undefined, tool_choice: undefined, n: 1 },
};

const own: Readonly<Record<string, Params>> = {
  createApiKey: { scopes: ["costops:read"], expiresAt: "2090-01-01T00:00:00Z" },
  createTicket: { scopes: ["costops:read"] },
  createToken: { scopes: ["costops:read"] },
  submitUsage: { units: { input_token: "1.5" }, durationMs: 5 },
  getCosts: { groupBy: ["model"] },
  // Soft, and of nobody else's doing: a hard one would refuse what the other requests ask for.
  createBudget: { limit: "5", kind: "soft", window: "daily", thresholds: [50], scope: { runId: "none" } },
  updateBudget: { limit: "5", kind: "soft", thresholds: [50] },
  checkBudget: { amount: "1" },
  createPrice: { unit: "input_token", amount: "0.5", per: "1000" },
  createEmbedding: { model: "universal-sentence-encoder-lite", input: "cats", dimensions: undefined },
  createChatCompletion: question,
  streamChatCompletion: question,
  runCode: { code: "1", language: "bash" },
  createTask: { inputs: { index: "ingested", files: [{ name: "a.md", content: "Cats." }] } },
  createIndex: { model: undefined, dimension: 3, metric: "cosine" },
  upsertTexts: { index: "texts" },
  searchText: { index: "texts" },
};
