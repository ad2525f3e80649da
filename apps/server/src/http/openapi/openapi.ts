import type { AnyContract } from "../contract.ts";
import type { Operation } from "../operation.ts";
import { version } from "../public/version.ts";
import { components } from "./components.ts";
import { describeOperation } from "./describe-operation.ts";
import { introduction } from "./introduction.ts";

/** The whole server as OpenAPI 3.1. Nothing of it is written by hand but what all operations share. */
export function openapi(operations: readonly Operation[]): object {
  const paths: Record<string, Record<string, object>> = {};
  for (const { contract } of operations) {
    const [method = "", path = ""] = contract.route.split(" ");
    const methods = (paths[path] ??= {});
    const verb = method.toLowerCase();
    methods[verb] = merge(methods[verb], describeOperation(contract), contract);
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "Platform",
      version,
      description: introduction,
      license: { name: "Apache-2.0", identifier: "Apache-2.0" },
    },
    servers: [{ url: "/" }],
    security: [{ bearer: [] }, { header: [] }],
    paths,
    components,
  };
}

interface Described {
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: object }>> };
  readonly responses: Readonly<Record<string, { readonly content?: object }>>;
}

/** A route shared by a plain operation and a stream is one entry with two bodies and two kinds of answer. */
function merge(there: object | undefined, added: object, contract: AnyContract): object {
  if (there === undefined) return added;
  const [plain, stream] = (contract.kind === "stream" ? [there, added] : [added, there]) as [
    Described,
    Described,
  ];
  const bodies = [plain, stream].flatMap(
    ({ requestBody }) => requestBody?.content["application/json"]?.schema ?? [],
  );
  const ok = {
    ...plain.responses["200"],
    content: { ...plain.responses["200"]?.content, ...stream.responses["200"]?.content },
  };
  return {
    ...plain,
    requestBody: { required: true, content: { "application/json": { schema: { anyOf: bodies } } } },
    responses: { ...plain.responses, 200: ok },
  };
}
