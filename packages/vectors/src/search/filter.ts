type Scalar = string | number | boolean;

/** Conditions on one metadata entry; all must hold. A list of texts holds when one of its texts does. */
export interface FilterOperators {
  $eq?: Scalar | undefined;
  $ne?: Scalar | undefined;
  $in?: Scalar[] | undefined;
  $nin?: Scalar[] | undefined;
  $gt?: number | undefined;
  $gte?: number | undefined;
  $lt?: number | undefined;
  $lte?: number | undefined;
  $exists?: boolean | undefined;
}

/**
 * Which vectors may be found, by their metadata; entries are joined by "and". Applied before the search, so
 * `limit` hits are found when there are that many.
 *
 * @example
 * const filter: Filter = { lang: "en", year: { $gte: 2020 }, $or: [{ kind: "guide" }, { kind: "faq" }] };
 */
export interface Filter {
  $and?: Filter[] | undefined;
  $or?: Filter[] | undefined;
  $not?: Filter | undefined;
  [key: string]: Scalar | FilterOperators | Filter[] | Filter | undefined;
}
