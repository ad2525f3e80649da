import fc from "fast-check";
import type { AnyContract } from "../../src/http/contract.ts";
import { jsonSchema } from "../../src/http/openapi/json-schema.ts";
import { usesQuery } from "../../src/http/request/assemble-params.ts";
import { hugeNumber } from "./hostile-values.ts";
import { type Params, faultyParams } from "./mutations.ts";
import { validValue } from "./valid-value.ts";

/** A request as it goes over the wire, nothing escaped on its way. */
export interface WireRequest {
  readonly method: string;
  readonly target: string;
  readonly headers: readonly string[];
  readonly body?: Buffer | undefined;
}

/** Valid parameters of an operation: the schema's own, or what is known to mean something. */
export function soundParams(contract: AnyContract, known: Params): Params {
  const valid = { ...(validValue(jsonSchema(contract.params(), "input")) as Params) };
  for (const name of Object.keys(valid).filter((own) => own in known)) {
    if (known[name] === undefined) delete valid[name];
    else valid[name] = known[name];
  }
  return valid;
}

/** A request of the operation with nothing wrong in it. */
export function soundRequest(contract: AnyContract, known: Params): WireRequest {
  return toWire(contract, soundParams(contract, known));
}

/** Requests of one operation with something wrong in each; some are right after all, and must then be answered. */
export function badRequest(contract: AnyContract, known: Params): fc.Arbitrary<WireRequest> {
  const schema = jsonSchema(contract.params(), "input");
  const valid = soundParams(contract, known);
  const good = toWire(contract, valid);
  return fc.oneof(
    { weight: 10, arbitrary: faultyParams(schema, valid).map((params) => toWire(contract, params)) },
    { weight: 2, arbitrary: fc.constantFrom(...badBodies(good)).map((body) => ({ ...good, body })) },
    { weight: 2, arbitrary: badHeader.map((line) => ({ ...good, headers: [...good.headers, line] })) },
    { weight: 2, arbitrary: badTarget(good.target).map((target) => ({ ...good, target })) },
  );
}

function toWire(contract: AnyContract, params: Params): WireRequest {
  const [method = "", route = ""] = contract.route.split(" ");
  const inPath = [...route.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => name);
  const path = route.replaceAll(/\{(\w+)\}/g, (_, name: string) => percent(params[name]));
  const rest = Object.entries(params).filter(([name]) => !inPath.includes(name));
  const type = contract.kind === "upload" ? "application/octet-stream" : "application/json";
  const headers = [`content-type: ${type}`];
  if (usesQuery(contract)) {
    const pairs = rest.flatMap(([name, value]) =>
      (Array.isArray(value) ? value : [value]).map((one) => `${percent(name)}=${percent(one)}`),
    );
    const body = contract.kind === "upload" ? Buffer.from([0, 255, 1]) : undefined;
    return { method, target: pairs.length === 0 ? path : `${path}?${pairs.join("&")}`, headers, body };
  }
  return { method, target: path, headers, body: Buffer.from(toJson(Object.fromEntries(rest))) };
}

const toJson = (value: unknown): string => JSON.stringify(value).replaceAll(`"${hugeNumber}"`, "1e400");

const percent = (value: unknown): string =>
  encodeURIComponent(
    Buffer.from(typeof value === "string" ? value : (JSON.stringify(value) ?? "")).toString(),
  );

function badBodies({ body }: WireRequest): Buffer[] {
  const text = body?.toString() ?? "{}";
  const field = text.slice(1, -1);
  const texts = [
    ...["", " ", "null", "[]", "1", '"x"', "{", text.slice(0, -1), `${text}}`, `\ufeff${text}`, "{'a':1}"],
    ...[`${"[".repeat(100_000)}`, `{"a":${"[".repeat(65)}${"]".repeat(65)}}`, "NaN", '{"a":1e400}', "\0"],
    // The same field twice: JSON.parse takes the last.
    ...(field === "" ? [] : [`{${field},${field}}`, `{"__proto__":{"a":1},${field}}`]),
    ...["a=1&b=2", "<a/>", '--x\r\ncontent-disposition: form-data; name="a"\r\n\r\n1\r\n--x--'],
  ];
  const bytes = [Buffer.from([0xff, 0xfe]), Buffer.from([0x7b, 0xc3, 0x28, 0x7d])];
  const brokenText = Buffer.concat([
    Buffer.from('{"a":"'),
    Buffer.from([0xed, 0xa0, 0x80]),
    Buffer.from('"}'),
  ]);
  return [...texts.map((one) => Buffer.from(one)), ...bytes, brokenText, Buffer.alloc(1024 * 1024 + 1, 32)];
}

const headerValues = [
  "\x01",
  "\x00",
  "a\x00b",
  "\xff\xfe",
  "é",
  "x".repeat(300),
  "x".repeat(20_000),
  " ",
  "'--",
  "\t",
];
const headerNames = [
  "x-run-id",
  "idempotency-key",
  "x-request-id",
  "last-event-id",
  "content-type",
  "accept",
];
const badHeader = fc.oneof(
  fc
    .tuple(
      fc.constantFrom(
        ...headerNames,
        "traceparent",
        "content-encoding",
        "expect",
        "range",
        "origin",
        "x-api-key",
      ),
      fc.constantFrom(...headerValues),
    )
    .map(([name, value]) => `${name}: ${value}`),
  fc.constantFrom(
    ...["content-length: -1", "content-length: 5, 6", "transfer-encoding: nonsense", "host: [", "host: a b"],
    ...["content-type: text/plain; charset=utf-16", "no colon", ": empty", "x-http-method-override: DELETE"],
  ),
);

/** The target with a trick in its path or behind it. */
function badTarget(target: string): fc.Arbitrary<string> {
  const tricks = [
    "%",
    "%zz",
    "%00",
    "%ff",
    "%ed%a0%80",
    "%2e%2e",
    "%2f",
    "..",
    "//",
    ";a=b",
    "\\",
    "%0d%0a",
    "é",
  ];
  const [path = "", query = ""] = target.split("?");
  const parts = path.split("/");
  const inPath = fc.tuple(fc.nat(parts.length - 1), fc.constantFrom(...tricks)).map(([place, trick]) => {
    const changed = parts.map((part, i) => (i === Math.max(place, 1) ? `${part}${trick}` : part));
    return `${changed.join("/")}?${query}`;
  });
  const queries = [
    "a=%",
    "a=%ff",
    "%00=1",
    "&&&",
    "a=1&a=2",
    "__proto__=1",
    "limit=1&limit=2",
    "[]=1",
    "=",
    "a=%ed%a0%80",
  ];
  const behind = fc.constantFrom(...queries).map((extra) => `${target}${query ? "&" : "?"}${extra}`);
  return fc.oneof(
    inPath,
    behind,
    fc.constantFrom(`http://elsewhere${path}`, `${path}#x`, path.toUpperCase(), `${path}/`),
  );
}
