/** A ready piece of work that tasks run. */
export interface Block {
  /** `package::name`: what `createTask` takes. */
  id: string;
  package: string;
  name: string;
  version: string;
  description: string;
  /** JSON Schema of its inputs. */
  inputs: Record<string, unknown>;
  /** JSON Schema of its result. */
  result: Record<string, unknown>;
}
