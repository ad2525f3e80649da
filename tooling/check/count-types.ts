import ts from "typescript";

export interface TypeCost {
  readonly instantiations: number;
  readonly types: number;
  readonly problems: readonly string[];
}

/** Checks one consumer file against built declarations and counts the compiler's work. */
export function countTypes(file: string): TypeCost {
  const program = ts.createProgram([file], {
    target: ts.ScriptTarget.ES2023,
    lib: ["lib.es2023.d.ts", "lib.esnext.disposable.d.ts", "lib.dom.d.ts", "lib.dom.iterable.d.ts"],
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    strict: true,
    exactOptionalPropertyTypes: true,
    skipLibCheck: true,
    noEmit: true,
    types: [],
  });
  const diagnostics = [...program.getOptionsDiagnostics(), ...ts.getPreEmitDiagnostics(program)];
  return {
    instantiations: program.getInstantiationCount(),
    types: program.getTypeCount(),
    problems: diagnostics.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n")),
  };
}
