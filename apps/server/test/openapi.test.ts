import { Validator } from "@seriousme/openapi-schema-validator";
import { Ajv2020 } from "ajv/dist/2020.js";
import { beforeAll, describe, expect, test } from "vitest";
import { openapi } from "../src/http/openapi/openapi.ts";
import { parts } from "../src/parts.ts";

interface Described {
  operationId: string;
  summary: string;
  description: string;
  tags: string[];
  security: object[];
  parameters: { name: string; in: string; required?: boolean; schema: Record<string, unknown> }[];
  requestBody?: { content: Record<string, { schema: object }> };
  responses: Record<string, { description: string; content?: Record<string, { schema: object }> }>;
}

interface Document {
  paths: Record<string, Record<string, Described>>;
}

/** As a client gets it: through JSON. */
const sent = () => JSON.parse(JSON.stringify(openapi(parts.operations))) as Record<string, unknown>;
const validator = new Validator();
let whole: Document;
beforeAll(async () => {
  expect(await validator.validate(sent())).toMatchObject({ valid: true });
  // Every reference must lead somewhere, or this throws.
  whole = validator.resolveRefs() as unknown as Document;
});

const contracts = parts.operations.map(({ contract }) => contract);

function described(route: string): Described {
  const [method = "", path = ""] = route.split(" ");
  const found = whole.paths[path]?.[method.toLowerCase()];
  if (found === undefined) throw new Error(`${route} is not described.`);
  return found;
}

/** Every JSON Schema of an operation, its errors' included. */
const schemasOf = ({ parameters, requestBody, responses }: Described) => [
  ...parameters.map(({ schema }) => schema),
  ...[requestBody, ...Object.values(responses)].flatMap((part) =>
    Object.values(part?.content ?? {}).map(({ schema }) => schema),
  ),
];

test("each operation has its own name", () => {
  const names = Object.values(whole.paths).flatMap((methods) =>
    Object.values(methods).map(({ operationId }) => operationId),
  );
  expect(new Set(names).size).toBe(names.length);
  expect(names).toHaveLength(new Set(contracts.map(({ route }) => route)).size);
  expect(contracts.map(({ name }) => name)).toEqual(expect.arrayContaining(names));
});

describe.each(contracts.map((contract) => [contract.name, contract] as const))("%s", (_, contract) => {
  const { route, scope, errors } = contract;

  test("is told in words", () => {
    const { summary, description, tags } = described(route);
    expect(summary).toMatch(/^[A-Z][A-Za-z ]+$/);
    const known = { null: /Needs no key/, "account:self": /Needs a key, of any scope/ };
    expect(description).toMatch(known[`${scope}` as keyof typeof known] ?? /Needs a key with the scope/);
    for (const code of errors ?? []) expect(description).toContain(`\`${code}\``);
    expect(tags).toHaveLength(1);
  });

  test("says which key it needs and how it fails", () => {
    const { security, responses } = described(route);
    expect(security).toEqual(scope === null ? [] : [{ bearer: [] }, { header: [] }]);
    const statuses = ["400", "404", "409", "429", "500", "503", ...(scope === null ? [] : ["401", "403"])];
    expect(Object.keys(responses).toSorted()).toEqual(["200", ...statuses].toSorted());
    for (const status of statuses) {
      expect(responses[status]?.content?.["application/json"]?.schema).toHaveProperty("properties.error");
    }
  });

  test("describes its parameters", () => {
    const { parameters } = described(route);
    for (const [, name] of route.matchAll(/\{(\w+)\}/g)) {
      expect(parameters).toContainEqual(expect.objectContaining({ name, in: "path", required: true }));
    }
    // A schema that says nothing is one whose conversion failed.
    for (const { schema } of parameters) expect(Object.keys(schema)).not.toEqual([]);
  });

  test("has schemas that mean what they say in JSON Schema", () => {
    const ajv = new Ajv2020({
      strict: true,
      strictTypes: false,
      strictRequired: false,
      validateFormats: false,
    });
    for (const schema of schemasOf(described(route))) expect(ajv.compile(schema)).toBeTypeOf("function");
  });
});

test("the rules of the wire arrive as JSON Schema says them", () => {
  const { parameters } = described("GET /v1/usage");
  const of = (name: string) => parameters.find((parameter) => parameter.name === name);
  expect(of("limit")).toMatchObject({
    // The docstring of the parameter.
    description: "Items a page, 1 to 1,000. Default 100.",
    schema: { type: "integer", minimum: 1, maximum: 1000 },
  });
  expect(of("provider")?.schema).toEqual({ type: "string", minLength: 1, maxLength: 64 });
  expect(of("from")?.schema).toEqual({ type: "string", format: "date-time" });
  expect(described("POST /v1/usage").requestBody?.content["application/json"]?.schema).toMatchObject({
    additionalProperties: false,
    required: ["provider", "model", "units"],
    properties: {
      units: { minProperties: 1, maxProperties: 32 },
      durationMs: { type: "integer", minimum: 0 },
    },
  });
});

test("what docstrings say arrives, for operations, their fields and the fields within", () => {
  const submit = described("POST /v1/usage");
  expect(submit.description).toContain("Records one usage event and prices it");
  const texts = described("POST /v1/indexes/{index}/texts").requestBody?.content["application/json"]?.schema;
  const id = { description: expect.stringContaining("Default: made by the server.") };
  expect(texts).toMatchObject({ properties: { texts: { items: { properties: { id } } } } });
});
