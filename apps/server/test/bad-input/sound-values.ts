import type { AnyContract } from "../../src/http/contract.ts";
import type { WholePlatform } from "../whole-platform.ts";
import type { Params } from "./mutations.ts";

/** Things that are there, so that a request with one fault gets past everything else. */
export interface Fixtures {
  readonly sandboxId: string;
  readonly taskId: string;
  readonly keyId: string;
  readonly priceId: string;
  readonly usageId: string;
  readonly webhookId: string;
  readonly deliveryId: string;
  readonly budgetId: string;
  readonly reportId: string;
  readonly reportRunId: string;
  readonly projectId: string;
  readonly memberId: string;
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
  const price = { provider: "sound", model: "m", unit: "request", amount: "1" };
  // A stream of a task ends with the task.
  await (await ask("GET", `/v1/tasks/${taskId}/events`)).text();
  const hook = { url: "https://hooks.example.invalid/", eventTypes: ["task.failed"] };
  const webhookId = await idOf("/v1/webhooks", hook);
  const schedule = { cron: "0 6 * * *", period: "previous_day" };
  const reportId = await idOf("/v1/reports", { name: "sound", source: "usage", format: "csv", ...schedule });
  return {
    reportId,
    reportRunId: await idOf(`/v1/reports/${reportId}/run`, {}),
    taskId,
    webhookId,
    deliveryId: await idOf(`/v1/webhooks/${webhookId}/test`, {}),
    sandboxId: await idOf("/v1/sandboxes", { labels: { of: "bad-input" } }),
    usageId: await idOf("/v1/usage", { provider: "acme", model: "m", units: { input_token: 1 } }),
    keyId: await idOf("/v1/keys", { name: "spare", scopes: ["costops:read"] }),
    priceId: await idOf("/v1/prices", { ...price, effectiveFrom: "2026-01-01T00:00:00Z" }),
    projectId: await idOf("/v1/projects", { name: "sound" }),
    memberId: await idOf("/v1/members", { email: "sound@example.com", role: "viewer" }),
    budgetId: await idOf("/v1/budgets", { name: "sound", limit: "1", kind: "soft" }),
  };
}

/** Values that mean something where the schema alone does not say so; `undefined` leaves the field out. */
export function soundValues({ name, route }: AnyContract, fixtures: Fixtures): Params {
  const gone = {
    ...{ sandboxId: "sbx_none", taskId: "task_none", keyId: "key_none", priceId: "prc_none" },
    ...{ webhookId: "whk_none", budgetId: "bud_none", reportId: "rpt_none", memberId: "mem_none" },
    ...{ index: "none", path: "none" },
  };
  // Whoever reaches another project needs one scope more.
  const here = route.includes("{projectId}") ? {} : { projectId: undefined };
  return { ...fixtures, ...anywhere, ...here, ...(route.startsWith("DELETE ") ? gone : {}), ...own[name] };
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

/** A price has one form; the schema allows them all. */
const plainPrice: Params = {
  ...{ unit: "input_token", amount: "0.5", per: "1000", relativeTo: undefined },
  ...{ tiers: undefined, tierMode: undefined, tierUnit: undefined },
};
const month = { from: "2026-11-01T00:00:00Z", to: "2026-12-01T00:00:00Z", interval: "day" };

const own: Readonly<Record<string, Params>> = {
  // Whoever makes a key for somebody else needs one scope more.
  createApiKey: { scopes: ["costops:read"], expiresAt: "2090-01-01T00:00:00Z", memberId: undefined },
  listAuditEvents: { everyProject: undefined },
  createMember: { email: "ada@example.com", role: "viewer", projectIds: undefined },
  updateMember: { role: "viewer", projectIds: undefined },
  updateApiKey: { scopes: ["costops:read"], expiresAt: "2090-01-01T00:00:00Z" },
  // Whoever asks about another key needs one scope more.
  getLimits: { keyId: undefined },
  // Of a key that nobody asks with; without it a limit that no test comes near.
  updateLimits: { requestsPerMinute: 1_000_000, burst: 1_000_000 },
  createTicket: { scopes: ["costops:read"] },
  createToken: { scopes: ["costops:read"] },
  createWebhook: { url: "https://example.com/hooks", eventTypes: ["task.failed"] },
  updateWebhook: { url: "https://example.com/hooks", eventTypes: ["task.failed"], enabled: true },
  submitUsage: { units: { input_token: "1.5" }, durationMs: 5 },
  createPrice: { ...plainPrice, effectiveFrom: undefined, effectiveTo: undefined },
  updatePrice: { ...plainPrice, unit: undefined, effectiveFrom: undefined },
  importPrices: {
    prices: [
      { provider: "sound", model: "m", unit: "x", amount: "1", effectiveFrom: "2026-01-01T00:00:00Z" },
    ],
  },
  recomputeCosts: { from: "2026-01-01T00:00:00Z", to: "2026-01-02T00:00:00Z" },
  submitUsageBatch: { events: [{ provider: "acme", model: "m", units: { input_token: 1 } }] },
  listUsage: { tags: { a: "b" } },
  // Whoever asks for every project needs one scope more.
  getCosts: { groupBy: ["model"], tags: { a: "b" }, everyProject: undefined },
  getAnalytics: { ...month, groupBy: ["model"], tags: { a: "b" }, everyProject: undefined },
  exportCosts: { groupBy: ["model"], tags: { a: "b" }, everyProject: undefined },
  createReport: { cron: "0 6 * * *", params: { model: "m" } },
  updateReport: { cron: "0 6 * * *", enabled: false },
  // Soft, and of nobody else's doing: a hard one would refuse what the other requests ask for.
  createBudget: { limit: "5", kind: "soft", window: "daily", thresholds: [50], scope: { runId: "none" } },
  updateBudget: { limit: "5", kind: "soft", thresholds: [50] },
  checkBudget: { amount: "1" },
  createEmbedding: { model: "universal-sentence-encoder-lite", input: "cats", dimensions: undefined },
  createChatCompletion: question,
  streamChatCompletion: question,
  runCode: { code: "1", language: "bash" },
  createTask: { inputs: { index: "ingested", files: [{ name: "a.md", content: "Cats." }] } },
  createIndex: { model: undefined, dimension: 3, metric: "cosine" },
  upsertTexts: { index: "texts" },
  searchText: { index: "texts" },
};
