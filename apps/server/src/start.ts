#!/usr/bin/env node
import * as loader from "node:module";
import { setFlagsFromString } from "node:v8";

// drizzle is some hundreds of small modules; its CommonJS form loads in a third of the time and the memory.
// Node before 22.15 lacks this hook and loads the modules one by one.
if ("registerHooks" in loader) {
  loader.registerHooks({
    resolve: (specifier, context, next) =>
      /^drizzle-orm(\/|$)/.test(specifier)
        ? next(specifier, { ...context, conditions: ["require", "node", "default"] })
        : next(specifier, context),
  });
}

// Loading the program is most of what an idle server ever did: doing that with memory in mind halves what it
// holds afterwards, and costs nothing later, since the flag is off again by then.
setFlagsFromString("--optimize-for-size");
await import("./main.ts");
setFlagsFromString("--no-optimize-for-size");
