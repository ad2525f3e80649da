import { type JsonSchema, titleOf, withWords } from "@platform/core/tools";
import type { AnyContract } from "../contract.ts";
import { words } from "./generated/words.ts";
import { usesQuery } from "../request/assemble-params.ts";
import { anyKey } from "../request/check-scope.ts";
import { describeResult } from "./describe-result.ts";
import { asObject, jsonSchema, type ObjectSchema } from "./json-schema.ts";

const shared = (kind: string, name: string) => ({ $ref: `#/components/${kind}/${name}` });
const headers = { "x-request-id": shared("headers", "RequestId") };

const keyFailures = {
  401: "The key is missing, unknown, expired or revoked.",
  403: "The key lacks the scope.",
};

const failures = {
  400: "The request is not valid; `param` names the field.",
  404: "There is no such thing in this project.",
  409: "It conflicts with what is there, or with another use of the Idempotency-Key.",
  429: "Too much at once.",
  500: "The server failed.",
  503: "The engine is missing or the server is stopping.",
};

function keyNeeded(scope: string | null): string {
  if (scope === null) return "Needs no key.";
  return scope === anyKey ? "Needs a key, of any scope." : `Needs a key with the scope \`${scope}\`.`;
}

/** One operation of OpenAPI, from its contract alone. */
export function describeOperation(contract: AnyContract): object {
  const { name, route, scope, kind, errors } = contract;
  const pathNames = [...route.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? "");
  const said = words[name];
  const schema = asObject(withWords(jsonSchema(contract.params(), "input"), said?.params ?? {}));
  const inQuery = usesQuery(contract);
  const [, domain = "platform"] = /\/v1\/(\w+)/.exec(route) ?? [];
  const tag = scope?.split(":")[0] ?? domain;
  const fails = Object.entries({ ...failures, ...(scope === null ? {} : keyFailures) }).map(
    ([status, description]) => [
      status,
      { description, headers, content: { "application/json": { schema: shared("schemas", "Error") } } },
    ],
  );
  return {
    operationId: name,
    tags: [tag],
    summary: titleOf(name),
    description: [
      said?.summary ?? "",
      keyNeeded(scope),
      errors?.length ? `Own error codes: ${errors.map((code) => `\`${code}\``).join(", ")}.` : "",
    ]
      .join(" ")
      .trim(),
    security: scope === null ? [] : [{ bearer: [] }, { header: [] }],
    parameters: [
      ...parametersOf(schema, pathNames, inQuery),
      shared("parameters", "RunId"),
      ...(route.startsWith("GET ") ? [] : [shared("parameters", "IdempotencyKey")]),
      ...(kind === "stream" && contract.resumable ? [shared("parameters", "LastEventId")] : []),
    ],
    ...bodyOf(contract, schema, pathNames, inQuery),
    responses: {
      [kind === "socket" ? 101 : 200]: { ...describeResult(contract), headers },
      ...Object.fromEntries(fails),
    },
  };
}

function parametersOf(schema: ObjectSchema, pathNames: readonly string[], inQuery: boolean): object[] {
  return Object.entries(schema.properties)
    .filter(([name]) => inQuery || pathNames.includes(name))
    .map(([name, own]) => ({
      name,
      in: pathNames.includes(name) ? "path" : "query",
      required: pathNames.includes(name) || schema.required.includes(name),
      ...describedBy(own),
    }));
}

/** A parameter says of itself what its schema would. */
function describedBy({ description, ...schema }: JsonSchema): object {
  return { ...(description === undefined ? {} : { description }), schema };
}

function bodyOf(contract: AnyContract, schema: ObjectSchema, pathNames: readonly string[], inQuery: boolean) {
  if (contract.kind === "upload") {
    const content = { "application/octet-stream": { schema: { type: "string", format: "binary" } } };
    return { requestBody: { required: true, content } };
  }
  if (inQuery) return {};
  const inBody = ([name]: [string, unknown]) => !pathNames.includes(name);
  const constants = contract.kind === "stream" ? Object.entries(contract.constants ?? {}) : [];
  const properties = {
    ...Object.fromEntries(Object.entries(schema.properties).filter(inBody)),
    ...Object.fromEntries(constants.map(([name, value]): [string, JsonSchema] => [name, { const: value }])),
  };
  const required = schema.required.filter((name) => !pathNames.includes(name));
  const body = { type: "object", ...schema.rest, properties, ...(required.length > 0 ? { required } : {}) };
  return {
    requestBody: { required: required.length > 0, content: { "application/json": { schema: body } } },
  };
}
