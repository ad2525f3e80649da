import type { Operation } from "../operation.ts";

export interface FoundSocket {
  readonly operation: Operation;
  /** What stands in the place of each `{name}`, decoded. */
  readonly inPath: Readonly<Record<string, string>>;
}

/** Makes a finder of the socket operation that a path leads to. */
export function createSocketFinder(
  operations: readonly Operation[],
): (path: string) => FoundSocket | undefined {
  const routes = operations.map((operation) => {
    const [, template = ""] = operation.contract.route.split(" ");
    return { operation, template: template.split("/") };
  });
  return (path) => {
    const segments = path.split("/");
    for (const { operation, template } of routes) {
      const inPath = fit(template, segments);
      if (inPath !== undefined) return { operation, inPath };
    }
    return undefined;
  };
}

function fit(template: readonly string[], segments: readonly string[]): Record<string, string> | undefined {
  if (template.length !== segments.length) return undefined;
  const inPath: Record<string, string> = {};
  for (const [at, wanted] of template.entries()) {
    const given = segments[at] ?? "";
    const name = /^\{(\w+)\}$/.exec(wanted)?.[1];
    if (name === undefined) {
      if (given !== wanted) return undefined;
      continue;
    }
    const value = decoded(given);
    if (value === undefined || value === "") return undefined;
    inPath[name] = value;
  }
  return inPath;
}

function decoded(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment);
  } catch {
    // A percent sign that encodes nothing names nothing.
    return undefined;
  }
}
