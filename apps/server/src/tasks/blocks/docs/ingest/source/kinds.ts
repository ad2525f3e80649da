export type Kind = "markdown" | "html" | "text";

const kinds: Readonly<Record<string, Kind>> = {
  md: "markdown",
  markdown: "markdown",
  mdx: "markdown",
  html: "html",
  htm: "html",
  xhtml: "html",
  txt: "text",
  text: "text",
};

/**
 * How a file is to be read, by its ending; undefined when it is not asked for. An ending that was asked for by
 * name is read as text if nothing better is known.
 */
export function kindOf(name: string, include: readonly string[] | undefined): Kind | undefined {
  const ending = /\.([^./\\]+)$/.exec(name)?.[1]?.toLowerCase() ?? "";
  if (include === undefined) return kinds[ending];
  const asked = include.some((wanted) => wanted.replace(/^\./, "").toLowerCase() === ending);
  return asked ? (kinds[ending] ?? "text") : undefined;
}
