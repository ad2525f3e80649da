import { fail } from "../http/errors/http-error.ts";

export type Language = "python" | "javascript" | "bash";

/** What a sandbox is for. All have the same programs; the template says what language code is taken for. */
export interface Template {
  readonly language: Language;
}

export const templates: Readonly<Record<string, Template>> = {
  python: { language: "python" },
  node: { language: "javascript" },
  base: { language: "bash" },
};

/** The template of that name; a 400 that lists them all otherwise. */
export function templateOf(name: string): Template {
  const found = Object.hasOwn(templates, name) ? templates[name] : undefined;
  if (found) return found;
  const known = Object.keys(templates).join(", ");
  return fail(400, "unknown_template", `There is no template "${name}". Choose from ${known}.`, {
    param: "template",
  });
}
