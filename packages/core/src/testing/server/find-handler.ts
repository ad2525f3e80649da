import type { Handler } from "./handle.ts";

/** What a path leads to. */
export interface Found {
  /** Those of its method; several only where their constants tell them apart. */
  readonly handlers: readonly Handler[];
  readonly inPath: Readonly<Record<string, string>>;
  /** Methods that the path is served with, for a 405. */
  readonly allowed: readonly string[];
}

/** Finds what serves a path: among templates that fit, one with a fixed segment beats one with a parameter. */
export function findHandlers(handlers: readonly Handler[], method: string, path: string): Found | undefined {
  const fitting = handlers
    .map((handler) => {
      const [verb = "", template = ""] = handler.contract.route.split(" ");
      return { handler, verb, template, inPath: matchTemplate(template, path) };
    })
    .filter(({ inPath }) => inPath !== undefined);
  if (fitting.length === 0) return undefined;
  // A brace sorts behind every letter, and so a parameter behind every fixed segment.
  const ranked = fitting
    .filter(({ verb }) => verb === method)
    .toSorted((a, b) => (a.template < b.template ? -1 : 1));
  const [best] = ranked;
  return {
    handlers: ranked.filter(({ template }) => template === best?.template).map(({ handler }) => handler),
    inPath: best?.inPath ?? {},
    allowed: [...new Set(fitting.map(({ verb }) => verb))],
  };
}

function matchTemplate(template: string, path: string): Record<string, string> | undefined {
  const names: string[] = [];
  const pattern = template.replaceAll(/\{(\w+)\}|[^{]+/g, (part: string, name?: string) => {
    if (name === undefined) return part.replaceAll(/[.*+?^$()|[\]\\}]/g, String.raw`\$&`);
    names.push(name);
    return "([^/]+)";
  });
  const match = new RegExp(`^${pattern}$`).exec(path);
  if (match === null) return undefined;
  try {
    return Object.fromEntries(names.map((name, at) => [name, decodeURIComponent(match[at + 1] ?? "")]));
  } catch {
    // A percent sign that encodes nothing names nothing.
    return undefined;
  }
}

/** Of handlers that share a route, the one whose constants the body holds; else the one without any. */
export function pickHandler(
  handlers: readonly Handler[],
  body: Readonly<Record<string, unknown>>,
): Handler | undefined {
  const fits = (handler: Handler) => constantsOf(handler).every(([name, value]) => body[name] === value);
  return (
    handlers.find((handler) => constantsOf(handler).length > 0 && fits(handler)) ??
    handlers.find((handler) => constantsOf(handler).length === 0)
  );
}

/** Fields that are no parameters: they only make the server stream. */
export const constantsOf = ({ contract }: Handler): Array<[string, unknown]> =>
  contract.kind === "stream" ? Object.entries(contract.constants ?? {}) : [];
