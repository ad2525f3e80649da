/** Checked by the compiler, never run: each `@ts-expect-error` fails the check when its line is allowed. */
import { echo, getFile, lasting, notes, type Note, putFile, talk, ticks } from "../test/actions.ts";
import { type FaultName, handle, type HandlerContext, serveActions } from "./testing.ts";

export async function handlers(): Promise<void> {
  await serveActions(
    [
      handle(echo, (params, context) => {
        const note: Note = params;
        const { signal, body }: HandlerContext = context;
        return { text: note.text + String(signal.aborted) + body.byteLength };
      }),
      handle(notes, async ({ cursor, tag }) => ({ data: [{ text: `${cursor}${tag}` }], nextCursor: null })),
      handle(ticks, async function* ({ from }) {
        yield { n: from };
      }),
      handle(lasting, () => [{ n: 1 }]),
      handle(putFile, ({ path }, { body }) => ({ size: path.length + body.byteLength })),
      handle(getFile, ({ path }) => path),
    ],
    { faults: ["ok", "html"] },
  );
  // @ts-expect-error another result
  handle(echo, () => ({ text: 5 }));
  // @ts-expect-error there is no such parameter
  handle(echo, ({ missing }) => ({ text: missing }));
  // @ts-expect-error a page, not an array
  handle(notes, () => [{ text: "a" }]);
  // @ts-expect-error events of another shape
  handle(ticks, () => [{ m: 1 }]);
  // @ts-expect-error sockets are not served
  handle(talk, () => ({ text: "a" }));
  // @ts-expect-error there is no such fault
  await serveActions([], { faults: ["reset-mid-boddy"] });
  // @ts-expect-error there is no such fault
  const name: FaultName = "none";
  void name;
}
