import { v7 } from "uuid";

/** A sortable id: the prefix, `_`, and a version 7 UUID in hex. Ids of one process sort by their making. */
export function newId(prefix: string): string {
  return `${prefix}_${v7().replaceAll("-", "")}`;
}
