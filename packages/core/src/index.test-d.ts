/** Checked by the compiler, never run: each `@ts-expect-error` fails the check when its line is allowed. */
import * as v from "valibot";
import {
  type Bound,
  type BoundStream,
  bind,
  type Client,
  createClient,
  defineAction,
  defineList,
  defineStream,
  type Download,
  type EventStream,
  type Page,
  type Socket,
  wire,
} from "./index.ts";
import { echo, getFile, look, notes, type Note, putFile, talk, ticks } from "../test/actions.ts";

type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const same = <A, B>(...proof: Same<A, B> extends true ? [] : [never]): unknown => proof;

const client: Client = createClient({ apiKey: async () => "key", retry: false });
const { signal } = new AbortController();

export function parameters(): void {
  void look(client);
  void look(client, {}, { signal });
  void echo(client, { text: "a" }, { retries: 0, idempotencyKey: "x" });
  void notes(client);
  void ticks(client);
  // @ts-expect-error required parameters may not be left out
  void echo(client);
  // @ts-expect-error a field is missing
  void echo(client, {});
  // @ts-expect-error a field has another type
  void echo(client, { text: 5 });
  // @ts-expect-error there is no such field
  void echo(client, { text: "a", other: 1 });
  // @ts-expect-error there is no such option
  void echo(client, { text: "a" }, { retry: 1 });
  // @ts-expect-error the client comes first
  void echo({ text: "a" });
  // @ts-expect-error the bytes are missing
  void putFile(client, { path: "/" });
  // @ts-expect-error a number is not a key
  createClient({ apiKey: 5 });
}

export async function results(): Promise<void> {
  same<ReturnType<typeof echo>, Promise<Note>>();
  same<ReturnType<typeof ticks>, EventStream<{ n: unknown }>>();
  same<ReturnType<typeof notes>, Page<Note>>();
  same<ReturnType<typeof getFile>, Promise<Download>>();
  same<ReturnType<typeof talk>, Promise<Socket<Note, Note>>>();
  same<ReturnType<typeof putFile>, Promise<{ size: number }>>();
  for await (const item of notes(client)) same<typeof item, Note>();
  const socket = await talk(client);
  socket.send({ text: "a" });
  // @ts-expect-error another message
  socket.send({ n: 1 });
}

export function binding(): void {
  const bound: Bound<Note, Note> = bind(client, echo);
  const stream: BoundStream<{ from?: number | undefined }, { n: unknown }> = bind(client, ticks);
  void bound({ text: "a" });
  void stream();
  // @ts-expect-error required parameters may not be left out
  void bound();
}

export function declaring(): void {
  const common = { name: "x", scope: null } as const;
  defineAction<Note, string>({
    ...common,
    route: "GET /v1/x",
    // @ts-expect-error the schema and the interface disagree
    params: wire(() => v.object({ text: v.number() })),
    result: wire(() => v.string()),
  });
  defineStream<Note, Note>({
    ...common,
    // @ts-expect-error no such method
    route: "FETCH /v1/x",
    params: echo.contract.params,
    event: echo.contract.result,
  });
  // @ts-expect-error a list takes a cursor and a limit
  defineList<{ cursor: number }, Note>({
    ...common,
    route: "GET /v1/x",
    params: wire(() => v.object({ cursor: v.number() })),
    item: echo.contract.result,
  });
}
