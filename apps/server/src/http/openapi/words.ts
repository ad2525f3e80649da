import type { FieldWords } from "@platform/core/tools";

/** What the docstrings say of one operation. */
export interface Words {
  readonly summary: string;
  readonly params: FieldWords;
  readonly result: FieldWords;
}
