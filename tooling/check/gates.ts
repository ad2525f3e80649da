import type { Gate } from "./gate.ts";
import { attw } from "./gates/attw.ts";
import { format } from "./gates/format.ts";
import { install } from "./gates/install.ts";
import { knip } from "./gates/knip.ts";
import { lint } from "./gates/lint.ts";
import { reference } from "./gates/reference.ts";
import { neutral } from "./gates/neutral.ts";
import { publint } from "./gates/publint.ts";
import { shape } from "./gates/shape.ts";
import { runtimes } from "./gates/runtimes.ts";
import { size } from "./gates/size.ts";
import { snippets } from "./gates/snippets.ts";
import { tarballs } from "./gates/tarballs.ts";
import { typesRange } from "./gates/types-range.ts";
import { typesBudget } from "./gates/types-budget.ts";
import { types } from "./gates/types.ts";

/** Every gate, quick ones first. */
export const gates: readonly Gate[] = [
  format,
  lint,
  shape,
  types,
  knip,
  reference,
  install,
  publint,
  attw,
  size,
  typesBudget,
  typesRange,
  tarballs,
  neutral,
  runtimes,
  snippets,
];
