import type { Browser, Page } from "playwright-core";
import type * as program from "./program.ts";

type Program = typeof program;
type Name = keyof Program & string;

/** A page with the program, and what the browser had to say about it. */
export interface Visit {
  readonly page: Page;
  /** Errors on the console and errors nobody caught. */
  readonly errors: readonly string[];
  /** The address of every request. */
  readonly requests: readonly string[];
  /** Calls a function of the program inside the page. */
  call<N extends Name>(name: N, ...args: Parameters<Program[N]>): Promise<Awaited<ReturnType<Program[N]>>>;
}

/** Opens an address in a fresh profile. */
export async function visit(browser: Browser, url: string): Promise<Visit> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  const errors: string[] = [];
  const requests: string[] = [];
  page.on("console", (line) => line.type() === "error" && errors.push(line.text()));
  page.on("pageerror", (error) => errors.push(String(error)));
  page.on("request", (request) => requests.push(request.url()));
  await page.goto(url);
  return {
    page,
    errors,
    requests,
    call: (name, ...args) =>
      page.evaluate(
        ([called, given]) => {
          const functions = (
            globalThis as unknown as { program: Record<string, (...all: unknown[]) => never> }
          ).program;
          return functions[called]?.(...given) as never;
        },
        [name, args] as const,
      ),
  };
}
