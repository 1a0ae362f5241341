import { describeValue, InvalidArgumentError, isPlainObject } from "@holdall/core/task";

/** What a value of a column is compared with. */
export type FilterValue = string | number | bigint | boolean | Date | null;

/**
 * What a value has to be: equal to one, or all that is said of it. Nothing is less or greater than `null`, and `null` is less
 * and greater than nothing; `ne` and `notIn` hold for it. Numbers and bigints are compared by what they are worth, dates by
 * their time, strings as JavaScript does it; values of other types are not equal, and neither is less.
 */
export type ColumnFilter =
  | FilterValue
  | {
      /** Equal to it. `NaN` is equal to itself. */
      readonly eq?: FilterValue | undefined;
      /** Not equal to it. */
      readonly ne?: FilterValue | undefined;
      readonly lt?: FilterValue | undefined;
      readonly lte?: FilterValue | undefined;
      readonly gt?: FilterValue | undefined;
      readonly gte?: FilterValue | undefined;
      /** Equal to one of them. */
      readonly in?: readonly FilterValue[] | undefined;
      /** Equal to none of them. */
      readonly notIn?: readonly FilterValue[] | undefined;
    };

/** What the values of columns have to be, all of them. */
export type RowFilter = Readonly<Record<string, ColumnFilter>>;

const operators = ["eq", "ne", "lt", "lte", "gt", "gte", "in", "notIn"] as const;

/**
 * The filters that an option says, of which one has to hold.
 * @throws InvalidArgumentError for what is no filter
 */
export function parseFilters(filter: unknown, where: string): readonly RowFilter[] {
  if (filter === undefined) return [];
  const filters: readonly unknown[] = Array.isArray(filter) ? filter : [filter];
  if (filters.length === 0 || !filters.every(isPlainObject)) {
    throw new InvalidArgumentError(
      `${where}: Expected \`filter\` to be an object with what the value of each column has to be, or an array of such objects, got ${describeValue(filter)}.`,
    );
  }
  for (const one of filters) {
    const wrong = Object.entries(one).find(([, wanted]) => !isColumnFilter(wanted));
    if (wrong === undefined) continue;
    throw new InvalidArgumentError(
      `${where}: Expected \`filter.${wrong[0]}\` to be a string, number, bigint, boolean, valid date or null, or an object with such values of ${operators.join(", ")}, the last two of which take arrays, got ${describeValue(wrong[1])}.`,
    );
  }
  return filters as readonly RowFilter[];
}

function isColumnFilter(wanted: unknown): boolean {
  if (isFilterValue(wanted)) return true;
  if (!isPlainObject(wanted)) return false;
  return Object.entries(wanted).every(([operator, value]) => {
    if (value === undefined) return (operators as readonly string[]).includes(operator);
    if (operator === "in" || operator === "notIn") return Array.isArray(value) && value.every(isFilterValue);
    return (operators as readonly string[]).includes(operator) && isFilterValue(value);
  });
}

function isFilterValue(value: unknown): boolean {
  return (
    value === null ||
    (value instanceof Date && !Number.isNaN(value.getTime())) ||
    ["string", "number", "bigint", "boolean"].includes(typeof value)
  );
}

/** The columns that filters look at. */
export function columnsOf(filters: readonly RowFilter[]): string[] {
  return [...new Set(filters.flatMap((filter) => Object.keys(filter)))];
}

/** Whether one of the filters holds for a row. */
export function matches(filters: readonly RowFilter[], valueOf: (column: string) => unknown): boolean {
  return filters.some((filter) =>
    Object.entries(filter).every(([column, wanted]) => holds(wanted, valueOf(column) as FilterValue)),
  );
}

/** What is known of the values of a column in a part of a file. */
export interface ValueRange {
  /** No value is less; nothing where it is not known. */
  readonly min: FilterValue | undefined;
  /** No value is greater. */
  readonly max: FilterValue | undefined;
  /** Whether some may be null. */
  readonly hasNulls: boolean;
  /** Whether there are only nulls. */
  readonly isNull: boolean;
}

/** Whether one of the filters may hold for a row of which this is known. */
export function mayMatch(
  filters: readonly RowFilter[],
  rangeOf: (column: string) => ValueRange | undefined,
): boolean {
  return filters.some((filter) =>
    Object.entries(filter).every(([column, wanted]) => {
      const range = rangeOf(column);
      return range === undefined || mayHold(wanted, range);
    }),
  );
}

type Conditions = Exclude<ColumnFilter, FilterValue>;

function conditionsOf(wanted: ColumnFilter): Conditions {
  return typeof wanted === "object" && wanted !== null && !(wanted instanceof Date) ? wanted : { eq: wanted };
}

function holds(wanted: ColumnFilter, got: FilterValue): boolean {
  const { eq, ne, lt, lte, gt, gte, in: some, notIn: none } = conditionsOf(wanted);
  return (
    (eq === undefined || isEqual(got, eq)) &&
    (ne === undefined || !isEqual(got, ne)) &&
    (lt === undefined || compare(got, lt) < 0) &&
    (lte === undefined || compare(got, lte) <= 0) &&
    (gt === undefined || compare(got, gt) > 0) &&
    (gte === undefined || compare(got, gte) >= 0) &&
    (some === undefined || some.some((one) => isEqual(got, one))) &&
    (none === undefined || !none.some((one) => isEqual(got, one)))
  );
}

function isEqual(got: FilterValue, wanted: FilterValue): boolean {
  if (got === null || wanted === null) return got === wanted;
  return Object.is(got, wanted) || compare(got, wanted) === 0;
}

/** Less than, equal to or greater than zero; `NaN` where there is no order. */
function compare(left: FilterValue, right: FilterValue): number {
  const [a, b] = [primitiveOf(left), primitiveOf(right)];
  if (a === null || b === null || kindOf(left) !== kindOf(right)) return NaN;
  if (a < b) return -1;
  if (a > b) return 1;
  return Number.isNaN(a) || Number.isNaN(b) ? NaN : 0;
}

function primitiveOf(of: FilterValue): string | number | bigint | boolean | null {
  return of instanceof Date ? of.getTime() : of;
}

function kindOf(of: FilterValue): string {
  if (of instanceof Date) return "date";
  return typeof of === "bigint" ? "number" : typeof of;
}

function mayHold(wanted: ColumnFilter, range: ValueRange): boolean {
  if (range.hasNulls && holds(wanted, null)) return true;
  // From here on it is about values.
  if (range.isNull) return false;
  const { eq, lt, lte, gt, gte, in: some } = conditionsOf(wanted);
  return (
    (eq === undefined || mayContain(range, eq)) &&
    (some === undefined || some.some((one) => mayContain(range, one))) &&
    (lt === undefined || !isOrdered(lt) || !(compare(range.min ?? null, lt) >= 0)) &&
    (lte === undefined || !isOrdered(lte) || !(compare(range.min ?? null, lte) > 0)) &&
    (gt === undefined || !isOrdered(gt) || !(compare(range.max ?? null, gt) <= 0)) &&
    (gte === undefined || !isOrdered(gte) || !(compare(range.max ?? null, gte) < 0))
  );
}

function mayContain({ min, max }: ValueRange, wanted: FilterValue): boolean {
  if (wanted === null) return false;
  if (!isOrdered(wanted)) return true;
  return !(compare(wanted, min ?? null) < 0) && !(compare(wanted, max ?? null) > 0);
}

const surrogates = 0xd800;

/**
 * Whether values are ordered here, as against this one, as the file orders them. Files order strings by code points and
 * JavaScript by the halves that characters beyond U+FFFF are made of, which makes no difference to what is before both.
 */
function isOrdered(wanted: FilterValue): boolean {
  if (typeof wanted !== "string") return true;
  for (let i = 0; i < wanted.length; i++) if (wanted.charCodeAt(i) >= surrogates) return false;
  return true;
}
