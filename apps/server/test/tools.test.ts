import * as account from "@platform/account";
import {
  asTool,
  type JsonSchema,
  jsonSchema,
  mcpTool,
  openaiTool,
  type ToolableAction,
} from "@platform/core/tools";
import type { Schema } from "@platform/core";
import * as costops from "@platform/costops";
import * as inference from "@platform/inference";
import * as sandbox from "@platform/sandbox";
import * as tasks from "@platform/tasks";
import * as vectors from "@platform/vectors";
import { Ajv2020 } from "ajv/dist/2020.js";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { words } from "../src/http/openapi/generated/words.ts";
import { parts } from "../src/parts.ts";
import { soundParams } from "./bad-input/bad-request.ts";
import { faultyParams, type Params } from "./bad-input/mutations.ts";
import { soundValues } from "./bad-input/sound-values.ts";
import { validValue } from "./bad-input/valid-value.ts";

const numRuns = Number(process.env["BAD_INPUT_RUNS"] ?? 300);
const seed = Number(process.env["BAD_INPUT_SEED"] ?? 20261121);
const ids = {
  ...{ sandboxId: "sbx_1", taskId: "task_1", keyId: "key_1", priceId: "prc_1", usageId: "use_1" },
  ...{ webhookId: "whk_1", deliveryId: "dlv_1", budgetId: "bud_1" },
  ...{ reportId: "rpt_1", reportRunId: "rrn_1" },
  ...{ projectId: "prj_1", memberId: "mem_1" },
};

const exported = [account, costops, inference, sandbox, tasks, vectors].flatMap(Object.values<unknown>);
const actions = exported.filter(
  (value): value is ToolableAction<unknown> => typeof value === "function" && "contract" in value,
);
const ajv = new Ajv2020({ strict: true, strictTypes: false, strictRequired: false, verbose: true });
const rfc3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:?\d\d)$/;
ajv.addFormat("date-time", (text) => rfc3339.test(text) && !Number.isNaN(Date.parse(text)));

test("every operation of the server can be a tool", () => {
  const names = actions.map(({ contract }) => contract.name);
  expect(names.toSorted()).toEqual(parts.operations.map(({ contract }) => contract.name).toSorted());
});

const cases = actions.map((action, at) => [action.contract.name, action, at] as const);
describe.each(cases)("%s", (name, action, at) => {
  const { contract } = action;
  const tool = asTool(action, { description: words[name]?.summary, params: words[name]?.params });

  test("is a tool with words and valid schemas", () => {
    expect(tool.description).toMatch(/^[A-Z].*\.$/s);
    expect(tool.hints.readOnly).toBe(contract.scope === null || /:(read|self)$/.test(contract.scope));
    const { outputSchema } = mcpTool(tool);
    expect(outputSchema === undefined).toBe(contract.kind === "download");
    for (const schema of [openaiTool(tool).function.parameters, outputSchema ?? true]) {
      expect(ajv.compile(schema)).toBeTypeOf("function");
    }
  });

  test("what JSON Schema says of its parameters is what its own schema says", async () => {
    // The bytes of an upload are no parameter.
    const bytes = contract.kind === "upload" ? { content: "a" } : {};
    const takes = ajv.compile(tool.inputSchema);
    const check = Object.assign((params: Params) => takes({ ...params, ...bytes }), {
      told: () => takes.errors,
    });
    const valid = soundParams(contract, soundValues(contract, ids));
    const refused = await differ(check, contract.params(), tool.inputSchema, valid, at);
    // Most must be met as faults, or they are none.
    expect(refused).toBeGreaterThan(numRuns / 20);
  });

  test("what JSON Schema says of its answer is what its own schema says", async () => {
    const schema = answerOf(contract);
    if (!schema) return expect(contract.kind).toBe("download");
    const described = jsonSchema(schema, "output") ?? {};
    const takes = ajv.compile(described);
    const check = Object.assign((answer: Params) => takes(answer), { told: () => takes.errors });
    const refused = await differ(check, schema, described, validValue(described) as Params, at);
    expect(refused).toBeGreaterThan(numRuns / 20);
  });
});

function answerOf(contract: (typeof actions)[0]["contract"]): Schema<unknown> | undefined {
  if (contract.kind === "list") return contract.item();
  if (contract.kind === "stream") return contract.event();
  if (contract.kind === "lines") return contract.line();
  return contract.kind === "download" ? undefined : contract.result();
}

type Check = ((value: Params) => boolean) & { told(): typeof ajv.errors };

/** Fails where the two disagree on the valid value or one with faults; gives how many faults both refused. */
async function differ(
  check: Check,
  schema: Schema<unknown>,
  described: JsonSchema,
  valid: Params,
  at: number,
): Promise<number> {
  const issuesOf = async (value: unknown) => (await schema["~standard"].validate(value)).issues;
  expect([check(valid), check.told(), await issuesOf(valid)]).toEqual([true, null, undefined]);
  const differences: unknown[] = [];
  let refused = 0;
  for (const made of fc.sample(faultyParams(described, valid), { seed: seed + at, numRuns })) {
    const value = JSON.parse(JSON.stringify(made)) as Params;
    const issues = await issuesOf(value);
    if (issues) refused += 1;
    const same = check(value) === (issues === undefined);
    if (!same && !isKnown(value, check.told())) differences.push([value, issues, check.told()]);
  }
  expect(differences).toEqual([]);
  return refused;
}

/** Where valibot and JSON Schema are known to differ; a model's arguments pass both. */
function isKnown(params: Params, errors: typeof ajv.errors): boolean {
  // RFC 3339 has years that a database has not.
  if (!errors) return /"(0000|0001)-01-01T/.test(JSON.stringify(params));
  return errors.some(
    ({ params: { type, propertyName }, data, instancePath }) =>
      // Valibot takes a list for an object, and passes over names that are JavaScript's own.
      (type === "object" && Array.isArray(data)) ||
      data === "__proto__" ||
      /\/(__proto__|constructor)\b/.test(`${instancePath}/${propertyName}`),
  );
}

test("strict mode is refused where callers choose the names or the kinds of values, and only there", () => {
  const loose = actions.filter((action) => {
    try {
      return !ajv.compile(openaiTool(asTool(action), { strict: true }).function.parameters);
    } catch (error) {
      expect(error).toMatchObject({ code: "not_strict", param: expect.stringMatching(/\w/) });
      return true;
    }
  });
  expect(loose.map(({ contract }) => contract.name).toSorted()).toEqual([
    ...["checkBudget", "createIndex", "createReport", "createSandbox", "createTask", "estimateCost"],
    "exportCosts",
    ...["exportUsage", "findAnomalies", "forecastCosts", "getAnalytics", "getCosts", "listUsage", "runCode"],
    ...["runCommand", "searchText", "searchVectors", "submitUsage", "submitUsageBatch", "upsertTexts"],
    "upsertVectors",
  ]);
});
