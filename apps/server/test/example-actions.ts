import { eq } from "drizzle-orm";
import * as v from "valibot";
import { wire } from "@platform/core";
import type { ActionContract, ListContract } from "../src/http/contract.ts";
import { fail } from "../src/http/errors/http-error.ts";
import { serve } from "../src/http/serve.ts";
import { newId } from "../src/store/new-id.ts";
import { sandboxes } from "../src/store/schema/index.ts";
import { anySandbox } from "./rows.ts";

/** Small operations of every kind, over a table that every tenant has. */
export interface Box {
  id: string;
  template: string;
}

const box = wire<Box>(() => v.strictObject({ id: v.string(), template: v.string() }));

export const createBox: {
  contract: ActionContract<{ template: string; memoryMb?: number | undefined }, Box>;
} = {
  contract: {
    kind: "action",
    name: "createBox",
    route: "POST /v1/boxes",
    params: wire(() =>
      v.strictObject({
        template: v.pipe(v.string(), v.minLength(1)),
        memoryMb: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1))),
      }),
    ),
    result: box,
    scope: "sandbox:write",
  },
};

export const getBox: { contract: ActionContract<{ boxId: string }, Box> } = {
  contract: {
    kind: "action",
    name: "getBox",
    route: "GET /v1/boxes/{boxId}",
    params: wire(() => v.strictObject({ boxId: v.string() })),
    result: box,
    scope: "sandbox:read",
  },
};

export const listBoxes: {
  contract: ListContract<
    { limit?: number | undefined; full?: boolean | undefined; templates?: string[] | undefined },
    Box
  >;
} = {
  contract: {
    kind: "list",
    name: "listBoxes",
    route: "GET /v1/boxes",
    params: wire(() =>
      v.strictObject({
        limit: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(100))),
        full: v.optional(v.boolean()),
        templates: v.optional(v.array(v.string())),
      }),
    ),
    item: box,
    scope: "sandbox:read",
  },
};

/** Effect in the database. */
export const serveCreateBox = serve(
  createBox,
  async (context, params) => {
    const row = { id: newId("sbx"), template: params.template, ...anySandbox };
    const [made] = await context.db.insert(sandboxes, row);
    if (made === undefined) throw new Error("The row was not stored.");
    if (params.template === "refused") fail(422, "template_refused", "This template is refused.");
    if (params.template === "broken") throw new Error("secret-of-the-house");
    return { id: made.id, template: made.template };
  },
  { effect: "database" },
);

export const serveGetBox = serve(getBox, async (context, { boxId }) => {
  const row = await context.db.first(sandboxes, eq(sandboxes.id, boxId));
  if (row === undefined) return fail(404, "box_not_found", `There is no box ${boxId}.`, { param: "boxId" });
  return { id: row.id, template: row.template };
});

export const serveListBoxes = serve(listBoxes, async (context, { limit = 100 }) => {
  const rows = await context.db.select(sandboxes, { orderBy: [sandboxes.id], limit });
  return { data: rows.map(({ id, template }) => ({ id, template })), nextCursor: null };
});
