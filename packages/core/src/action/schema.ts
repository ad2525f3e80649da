/** What core asks of a schema: the Standard Schema interface, which valibot, zod and arktype all speak. */
export interface Schema<T> {
  readonly "~standard": {
    readonly version: 1;
    readonly vendor: string;
    readonly validate: (value: unknown) => SchemaResult<T> | Promise<SchemaResult<T>>;
  };
}

export type SchemaResult<T> =
  | { readonly value: T; readonly issues?: undefined }
  | { readonly issues: readonly SchemaIssue[] };

export interface SchemaIssue {
  readonly message: string;
  readonly path?: ReadonlyArray<PropertyKey | { readonly key: PropertyKey }> | undefined;
}

/**
 * A schema built on first use. Importing an action then builds no schema, and a bundler drops an
 * unused one without needing a purity mark on every call inside it.
 */
export type Wire<T> = () => Schema<T>;

/** Wraps the making of a schema so that it happens once, when first asked for. */
export function wire<T>(make: () => Schema<T>): Wire<T> {
  let made: Schema<T> | undefined;
  return () => (made ??= make());
}
