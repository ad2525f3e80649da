/** What each command runs under Node 24, and which system programs it needs. Paths are from the repository's root. */
export const targets = {
  quickstart: { file: "apps/examples/dist/quickstart/main.js", needs: ["sandboxes", "python"] },
  start: { file: "apps/server/dist/start.js", needs: ["sandboxes", "python"] },
  test: { file: "tooling/check/test.ts", needs: ["sandboxes", "python", "browser"] },
};
