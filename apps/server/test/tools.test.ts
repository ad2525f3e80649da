import * as account from "@platform/account";
import { asTool, mcpTool, openaiTool, type ToolableAction } from "@platform/core/tools";
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

const numRuns = Number(process.env["BAD_INPUT_RUNS"] ?? 300);
const seed = Number(process.env["BAD_INPUT_SEED"] ?? 20261121);
const ids = { sandboxId: "sbx_1", taskId: "task_1", keyId: "key_1" };

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
    expect(tool.hints.readOnly).toBe(contract.scope === null || contract.scope.endsWith(":read"));
    const { outputSchema } = mcpTool(tool);
    expect(outputSchema === undefined).toBe(contract.kind === "download");
    for (const schema of [openaiTool(tool).function.parameters, outputSchema ?? true]) {
      expect(ajv.compile(schema)).toBeTypeOf("function");
    }
  });

  test("its JSON Schema takes and refuses what its own schema does", async () => {
    const takes = ajv.compile(tool.inputSchema);
    const own = contract.params()["~standard"];
    // The bytes of an upload are no parameter.
    const bytes = contract.kind === "upload" ? { content: "a" } : {};
    const valid = soundParams(contract, soundValues(contract, ids));
    expect([takes({ ...valid, ...bytes }), (await own.validate(valid)).issues]).toEqual([true, undefined]);
    const faulty = fc.sample(faultyParams(tool.inputSchema, valid), { seed: seed + at, numRuns });
    const differences: unknown[] = [];
    let refused = 0;
    for (const made of faulty) {
      const params = JSON.parse(JSON.stringify(made)) as Params;
      const { issues } = await own.validate(params);
      if (issues) refused += 1;
      const same = takes({ ...params, ...bytes }) === (issues === undefined);
      if (!same && !isKnown(params, takes.errors)) differences.push([params, issues, takes.errors]);
    }
    expect(differences).toEqual([]);
    // Most must be met as faults, or they are none.
    expect(refused).toBeGreaterThan(numRuns / 20);
  });
});

/** Where valibot and JSON Schema are known to differ; a model's arguments pass both. */
function isKnown(params: Params, errors: typeof ajv.errors): boolean {
  // RFC 3339 has years that a database has not.
  if (!errors) return /"(0000|0001)-01-01T/.test(JSON.stringify(params));
  return errors.some(
    ({ params: { type }, data, instancePath }) =>
      // Valibot takes a list for an object, and passes over names that are JavaScript's own.
      (type === "object" && Array.isArray(data)) || /\/(__proto__|constructor)\b/.test(instancePath),
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
    ...["createIndex", "createSandbox", "createTask", "runCode", "runCommand", "searchText", "searchVectors"],
    ...["submitUsage", "upsertTexts", "upsertVectors"],
  ]);
});
