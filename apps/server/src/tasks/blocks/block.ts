import type { Client } from "@platform/core";
import type * as v from "valibot";

/** What a block works with. */
export interface BlockContext<I> {
  readonly inputs: I;
  /** A client for this server with the task's own key and run. */
  readonly client: Client;
  /** Aborted when the task is stopped or out of time; the process is killed two seconds later. */
  readonly signal: AbortSignal;
  /** Folders of the server that tasks may read. */
  readonly folders: readonly string[];
  /** Writes a line into the task's log. */
  log(line: string): void;
  /** Says how far it is: 0 to 100. */
  progress(percent: number, message?: string): void;
  /** An idempotency key that is the same in every attempt of this task, so that a call is done and priced once. */
  key(step: string): string;
}

/** What is wrong with an input, beyond what the schema can say. */
export interface InputProblem {
  /** Its name, as a dotted path within the inputs. */
  readonly input: string;
  readonly message: string;
}

/** A ready piece of work. Attempts may be repeated, so what it does must bear being done again. */
export interface Block {
  readonly package: string;
  readonly name: string;
  readonly version: string;
  readonly description: string;
  readonly inputs: v.GenericSchema;
  readonly result: v.GenericSchema;
  /** Looked at before the task is accepted, after the schema. */
  check?(inputs: unknown, folders: readonly string[]): Promise<InputProblem | undefined>;
  run(context: BlockContext<unknown>): Promise<unknown>;
}

/** As `Block`, with its inputs and result typed by their schemas. */
export interface BlockDefinition<I extends v.GenericSchema, R extends v.GenericSchema> {
  readonly package: string;
  readonly name: string;
  readonly version: string;
  readonly description: string;
  readonly inputs: I;
  readonly result: R;
  check?(inputs: v.InferOutput<I>, folders: readonly string[]): Promise<InputProblem | undefined>;
  run(context: BlockContext<v.InferOutput<I>>): Promise<v.InferOutput<R>>;
}

/** Declares a block. Whoever calls it has parsed the inputs with its schema. */
export function defineBlock<I extends v.GenericSchema, R extends v.GenericSchema>(
  block: BlockDefinition<I, R>,
): Block {
  return block;
}
