import type { Client } from "../client/create-client.ts";
import type { CallOptions } from "../client/options.ts";
import { type Page, page, type PageResult } from "../page/page.ts";
import { call } from "../transport/call.ts";
import { notReadable, readJson, requestIdOf } from "../transport/read.ts";
import type { ListContract } from "./contract.ts";
import { type Args, decode } from "./define-action.ts";
import { toRequest } from "./request.ts";

/** What every list takes besides its filters. */
export interface ListParams {
  /** Where to start: a `nextCursor` of an earlier page. */
  cursor?: string | undefined;
  /** Items a page, 1 to 1,000. Default 100. */
  limit?: number | undefined;
}

/** An operation whose answer comes in pages. */
export interface ListAction<P, T> {
  (client: Client, ...args: Args<P, CallOptions>): Page<T>;
  readonly contract: ListContract<P, T>;
}

/** Declares an operation that answers with pages of `{ data, nextCursor }`. */
export function defineList<P extends ListParams, T>(
  declared: Omit<ListContract<P, T>, "kind">,
): ListAction<P, T> {
  const contract = { kind: "list" as const, ...declared };
  const run = (client: Client, ...[params, options = {}]: Args<P, CallOptions>): Page<T> =>
    page(async (cursor) => {
      const spec = await toRequest(contract, { ...params, ...(cursor && { cursor }) } as P);
      return call(client, spec, options, async (response) => {
        const body = Object(await readJson(response)) as PageResult<unknown>;
        const requestId = requestIdOf(response);
        const nextCursor = body.nextCursor ?? null;
        if (!Array.isArray(body.data) || (nextCursor !== null && typeof nextCursor !== "string")) {
          throw notReadable(response, "a page");
        }
        const data: T[] = [];
        for (const [at, item] of body.data.entries()) {
          data.push(await decode(contract.name, contract.item, item, requestId, `data.${at}.`));
        }
        return { data, nextCursor };
      });
    });
  return Object.assign(run, { contract });
}
