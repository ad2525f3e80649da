import { contradiction } from "./check-terms.ts";

/** The last event of a batch: where the next one goes on. */
export interface Place {
  /** As the database writes it, with every digit. */
  readonly occurredAt: string;
  readonly id: string;
}

export const writeCursor = ({ occurredAt, id }: Place): string => `${occurredAt}~${id}`;

const form = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{6}Z)~(use_\w{1,64})$/;

/** The place that a cursor names. */
export function readCursor(cursor: string | undefined): Place | undefined {
  if (cursor === undefined) return undefined;
  const [, occurredAt = "", id = ""] = form.exec(cursor) ?? [];
  if (Number.isNaN(Date.parse(occurredAt)))
    contradiction("cursor", "take the `nextCursor` of the call before");
  return { occurredAt, id };
}
