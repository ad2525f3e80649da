import type { Operation } from "../operation.ts";

/**
 * Of the operations on one route, the one the body asks for: `{ stream: true }` picks the stream, anything
 * else the plain action. The constant itself is no parameter and is taken out.
 */
export function pickOperation(
  operations: readonly Operation[],
  body: Record<string, unknown>,
): { operation: Operation; body: Record<string, unknown> } {
  const constants = Object.assign({}, ...operations.map(constantsOf)) as Record<string, unknown>;
  const matching = operations.find((operation) => {
    const wanted = Object.entries(constantsOf(operation));
    return wanted.length > 0 && wanted.every(([name, value]) => body[name] === value);
  });
  const plain = operations.find((operation) => Object.keys(constantsOf(operation)).length === 0);
  const operation = matching ?? plain ?? operations[0];
  if (operation === undefined) throw new Error("A route without an operation was mounted.");
  const rest = Object.entries(body).filter(([name, value]) => {
    if (!Object.hasOwn(constants, name)) return true;
    const declined = value === false || value === null;
    return !(declined || value === constantsOf(operation)[name]);
  });
  return { operation, body: Object.fromEntries(rest) };
}

function constantsOf({ contract }: Operation): Readonly<Record<string, unknown>> {
  return contract.kind === "stream" ? (contract.constants ?? {}) : {};
}
