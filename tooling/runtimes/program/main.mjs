// For runtimes with a command line: prints the results as the last line.
import { run } from "./run.mjs";

console.log(JSON.stringify(await run({ ...JSON.parse(process.argv[2]), hasFiles: true })));
