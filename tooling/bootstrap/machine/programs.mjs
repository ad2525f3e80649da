import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { tryBubblewrap } from "./namespaces.mjs";

/** Each need: how to see that it is met, what to install for it, what does not work without it. */
export const programs = {
  sandboxes: {
    name: "bubblewrap",
    without: "sandboxes and running code",
    linuxOnly: true,
    packages: { apt: "bubblewrap", dnf: "bubblewrap", pacman: "bubblewrap" },
    isThere: () => onPath("bwrap"),
    trial: tryBubblewrap,
  },
  python: {
    name: "/usr/bin/python3",
    without: "Python inside sandboxes",
    linuxOnly: true,
    packages: { apt: "python3", dnf: "python3", pacman: "python" },
    isThere: () => existsSync("/usr/bin/python3"),
  },
  browser: {
    name: "chromium",
    without: "the browser tests",
    linuxOnly: false,
    packages: { apt: "chromium", dnf: "chromium", pacman: "chromium" },
    isThere: () => browsers().some((file) => existsSync(file)),
  },
};

function onPath(name) {
  return (process.env.PATH ?? "")
    .split(delimiter)
    .some((folder) => folder !== "" && existsSync(join(folder, name)));
}

function browsers() {
  const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
  const folders = (process.env.PATH ?? "").split(delimiter).filter((folder) => folder !== "");
  const apps = [
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
  ];
  return [...folders.flatMap((folder) => names.map((name) => join(folder, name))), ...apps];
}
