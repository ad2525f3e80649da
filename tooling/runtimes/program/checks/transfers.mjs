import * as core from "@platform/core";
import { collect, equal, failure } from "../expect.mjs";
import { download, listItems, upload } from "../operations.mjs";

const bytes = new Uint8Array(300_000).map((_, at) => at % 251);
const sum = bytes.reduce((a, b) => a + b, 0);

/** Pages and bytes. */
export const transfers = {
  async "pages of a list"({ client }) {
    equal(
      (await collect(listItems(client, { limit: 3 }))).map(({ n }) => n),
      [1, 2, 3, 4, 5, 6, 7],
    );
    equal(
      (await collect(listItems(client, { limit: 3 }).pages())).map(({ data }) => data.length),
      [3, 3, 1],
    );
    equal((await listItems(client).all({ limit: 2 })).length, 2);
  },
  async "an upload"({ client }) {
    for (const body of [bytes, new Blob([bytes])]) {
      equal(await upload(client, {}, body), { sizeBytes: bytes.length, sum });
    }
  },
  async "an upload with progress"({ client }) {
    const told = [];
    const onProgress = ({ transferredBytes }) => told.push(transferredBytes);
    const sending = upload(client, {}, bytes, { onProgress });
    if (typeof document !== "undefined") {
      await failure(sending, core.ConnectionError);
      return "a browser follows an upload over HTTP/2 only; here it is refused, with a typed error";
    }
    equal(await sending, { sizeBytes: bytes.length, sum });
    equal([told.length > 1, told.at(-1)], [true, bytes.length]);
  },
  async "a download with progress"({ client }) {
    const told = [];
    const onProgress = ({ transferredBytes }) => told.push(transferredBytes);
    const file = await download(client, { how: "whole" }, { onProgress });
    const read = await file.bytes();
    equal([file.sizeBytes, read.length, told.at(-1)], Array(3).fill(bytes.length));
    equal(
      read.findIndex((byte, at) => byte !== bytes[at]),
      -1,
    );
  },
  async "a download that is cut is an error"({ client }) {
    const file = await download(client, { how: "cut" });
    equal((await failure(file.bytes(), core.StreamError)).code, "stream_broken");
  },
};
