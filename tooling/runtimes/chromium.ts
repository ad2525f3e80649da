import { bundle } from "./bundle.ts";
import type { Outcome, Runtime } from "./runtime.ts";

const html = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A user's page</title>
<link rel="icon" href="data:,"></head><body><script src="/program.js"></script></body></html>`;

/** A page in the machine's own Chromium, started as the server's browser tests start it. */
export const chromium: Runtime = {
  name: "Chromium",
  async find() {
    const { executablePath, openChromium } = await import("../../apps/server/test/browser/chromium.ts");
    if (executablePath === undefined) return "there is no Chromium on this machine";
    const browser = await openChromium();
    const version = browser.version();
    await browser.close();
    return {
      version,
      page: async (folder) => ({
        "/": html,
        "/program.js": await bundle(folder, "run.mjs", ["browser"], "program"),
      }),
      async run(_, given) {
        const opened = await openChromium();
        try {
          const page = await opened.newPage();
          await page.goto(given.url);
          // As text: what runs in the page is not this module's code.
          return await page.evaluate<Outcome[]>(
            `program.run(${JSON.stringify({ ...given, hasFiles: false })})`,
          );
        } finally {
          await opened.close();
        }
      },
    };
  },
};
