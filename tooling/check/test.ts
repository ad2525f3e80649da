// The whole test run behind `npm test`: unit and integration tests, then the gates of `pnpm check`.
import { runGates } from "./run-gates.ts";
import { gates } from "./gates.ts";
import { runVitest } from "./vitest.ts";

const tests = await runVitest(process.argv.slice(2));
const checks = await runGates(gates);
if (tests.skipped > 0) console.log(`${tests.skipped} tests skipped`);
const failed = tests.failed + checks.failed;
console.log(`${tests.passed + checks.passed} passed, ${failed} failed`);
process.exit(failed > 0 ? 1 : 0);
