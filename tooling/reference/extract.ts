import { join } from "node:path";
import ts from "typescript";
import { publishedPackages } from "../check/workspace.ts";

/** What the docstrings say of one operation; fields by dotted path, `[]` for the items of a list. */
export interface Words {
  readonly summary: string;
  readonly params: Readonly<Record<string, string>>;
  readonly result: Readonly<Record<string, string>>;
}

const kinds = /^(Mapped|Stream|Lines|List|Upload|Download)?Action$/;
const deepest = 4;

/** Reads the docstrings of every action that the packages export, by the action's name. */
export function extractWords(): Record<string, Words> {
  const entries = publishedPackages().map(({ path }) => join(path, "src/index.ts"));
  const program = ts.createProgram(entries, {
    target: ts.ScriptTarget.ES2023,
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    customConditions: ["platform-source"],
    allowImportingTsExtensions: true,
    strict: true,
    noEmit: true,
    skipLibCheck: true,
  });
  const checker = program.getTypeChecker();
  const words: Record<string, Words> = {};
  for (const entry of entries) {
    const file = program.getSourceFile(entry);
    const module = file && checker.getSymbolAtLocation(file);
    for (const exported of module ? checker.getExportsOfModule(module) : []) {
      const found = wordsOf(checker, exported);
      if (found) words[exported.name] = found;
    }
  }
  return Object.fromEntries(Object.entries(words).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

function wordsOf(checker: ts.TypeChecker, exported: ts.Symbol): Words | undefined {
  const symbol = exported.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(exported) : exported;
  const declaration = symbol.valueDeclaration;
  if (!declaration || !ts.isVariableDeclaration(declaration) || !declaration.type) return undefined;
  const node = declaration.type;
  if (!ts.isTypeReferenceNode(node) || !kinds.test(node.typeName.getText())) return undefined;
  const [params, result] = node.typeArguments ?? [];
  const fields = (of: ts.TypeNode | undefined) => {
    const found: Record<string, string> = {};
    if (of) collect(checker, checker.getTypeFromTypeNode(of), "", found, 0);
    return found;
  };
  return { summary: plain(checker, symbol), params: fields(params), result: fields(result) };
}

function collect(
  checker: ts.TypeChecker,
  type: ts.Type,
  prefix: string,
  found: Record<string, string>,
  depth: number,
): void {
  if (depth > deepest) return;
  const parts = type.isUnion() ? type.types : [type];
  for (const part of parts) {
    if (!(part.flags & ts.TypeFlags.Object)) continue;
    if (checker.isArrayType(part)) {
      const [item] = checker.getTypeArguments(part as ts.TypeReference);
      if (item) collect(checker, item, `${prefix}[]`, found, depth + 1);
      continue;
    }
    for (const property of part.getProperties()) {
      const [declaration] = property.declarations ?? [];
      // What a library's types say of themselves is not about us.
      if (!declaration || declaration.getSourceFile().fileName.includes("node_modules")) continue;
      const path = prefix ? `${prefix}.${property.name}` : property.name;
      const said = plain(checker, property);
      if (said) found[path] = said;
      collect(checker, checker.getTypeOfSymbol(property), path, found, depth + 1);
    }
  }
}

/** The text of a docstring, its lines joined; what its tags say is left out. */
const plain = (checker: ts.TypeChecker, symbol: ts.Symbol): string =>
  ts.displayPartsToString(symbol.getDocumentationComment(checker)).replaceAll(/\s+/g, " ").trim();
