import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { type Browser, chromium } from "playwright-core";

const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const folders = (process.env["PATH"] ?? "").split(delimiter).filter((folder) => folder !== "");
const files = [
  ...folders.flatMap((folder) => names.map((name) => join(folder, name))),
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

/** The machine's Chromium, which `npm test` installs where it can; without it the browser tests are skipped. */
export const executablePath = files.find((file) => existsSync(file));
if (executablePath === undefined) {
  console.warn("NO BROWSER: there is no Chromium on this machine, so the browser tests are SKIPPED.");
}

/** Starts a real browser that talks to nobody on its own. */
export function openChromium(): Promise<Browser> {
  if (executablePath === undefined) throw new Error("There is no Chromium on this machine.");
  return chromium.launch({
    executablePath,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}
