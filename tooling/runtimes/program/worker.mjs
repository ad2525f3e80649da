// For workerd: a worker that answers a request with the results.
import { run } from "./run.mjs";

export default {
  async fetch(request) {
    const { searchParams } = new URL(request.url);
    const given = { url: searchParams.get("url"), nobody: searchParams.get("nobody"), hasFiles: false };
    return Response.json(await run(given));
  },
};
