import { InvalidArgumentError } from "@holdall/core/task";
import type { ColumnChunk, FileMetaData, RowGroup, SchemaElement, SchemaTree } from "hyparquet";
import { describeWrongNames } from "../columns/column-names.ts";
import type { MakeFileSystem } from "../file-system/file-system-of.ts";
import type { ListedFile } from "../list-files.ts";
import { readAtOnce, type RangeSteps } from "../read-at-once.ts";
import { readFooter, withoutStatistics } from "./footer.ts";
import { loadReader } from "./libraries.ts";
import { columnsOf, mayMatch, type FilterValue, type RowFilter, type ValueRange } from "./row-filter.ts";

/** A row group of a file: plain data, as it goes to a worker. */
export interface RowGroupPlace extends ListedFile {
  /** Which of the schemas is that of its file. */
  readonly schema: number;
  /** The row group, with those of its columns that are read. */
  readonly rowGroup: RowGroup;
  /** How many rows of the file are before it. */
  readonly rowsBefore: number;
}

/** What is to be read of files. */
export interface Selection {
  /** All, unless they are said. */
  readonly columns: readonly string[] | undefined;
  /** One of them has to hold; all rows are read where there are none. */
  readonly filters: readonly RowFilter[];
  readonly where: string;
  /** What makes the file system, where one was given. */
  readonly fileSystem: MakeFileSystem | undefined;
}

/** The row groups of files, without those of which no row can be meant, and the different schemas that files have. */
export interface RowGroups {
  readonly places: RowGroupPlace[];
  readonly schemas: SchemaElement[][];
}

/** @throws InvalidArgumentError when a file is no Parquet file, or has no such column */
export function listRowGroups(files: readonly ListedFile[], selection: Selection): RowGroups {
  const places: RowGroupPlace[] = [];
  const schemas: SchemaElement[][] = [];
  const known = new Map<string, number>();
  const footers = readAtOnce(files, (file) => openFooter(file, selection.where), selection.fileSystem);
  for (const [i, file] of files.entries()) {
    const metadata = footers[i]!;
    const text = JSON.stringify(metadata.schema);
    let schema = known.get(text);
    if (schema === undefined) {
      schema = schemas.push(metadata.schema) - 1;
      known.set(text, schema);
    }
    const columns = loadReader().parquetSchema(metadata).children;
    assertColumns(columns, file, selection);
    let rowsBefore = 0;
    for (const rowGroup of metadata.row_groups) {
      if (mayMatchGroup(rowGroup, selection.filters))
        places.push({ ...file, schema, rowGroup: project(rowGroup, selection), rowsBefore });
      rowsBefore += Number(rowGroup.num_rows);
    }
  }
  return { places, schemas };
}

function* openFooter(file: ListedFile, where: string): RangeSteps<FileMetaData> {
  try {
    return yield* readFooter(file);
  } catch (error) {
    throw new InvalidArgumentError(
      `${where}: Expected ${JSON.stringify(file.path)} to be a Parquet file, but ${(error as Error).message}.`,
      { cause: error },
    );
  }
}

function assertColumns(columns: readonly SchemaTree[], { path }: ListedFile, selection: Selection): void {
  const { where, filters } = selection;
  const names = columns.map(({ element }) => element.name);
  const wrong = describeWrongNames(names);
  if (wrong !== undefined)
    throw new InvalidArgumentError(`${where}: ${JSON.stringify(path)} cannot be read, as ${wrong}.`);
  const filtered = columnsOf(filters);
  for (const [option, wanted] of [
    ["columns", selection.columns ?? []],
    ["filter", filtered],
  ] as const) {
    const missing = wanted.find((name) => !names.includes(name));
    if (missing === undefined) continue;
    throw new InvalidArgumentError(
      `${where}: Expected \`${option}\` to name columns of ${JSON.stringify(path)}, which are ${names.join(", ")}, got ${JSON.stringify(missing)}.`,
    );
  }
  const nested = filtered.find((name) => !isComparable(columns[names.indexOf(name)]!));
  if (nested !== undefined) {
    throw new InvalidArgumentError(
      `${where}: Expected \`filter\` to name columns of single values, got ${JSON.stringify(nested)}, which has lists, objects or bytes in ${JSON.stringify(path)}. Filter by it with the method \`filter\`.`,
    );
  }
}

function isComparable({ children, element }: SchemaTree): boolean {
  if (children.length > 0 || element.repetition_type === "REPEATED") return false;
  switch (element.type) {
    case "BYTE_ARRAY":
      return isText(element) || element.converted_type === "DECIMAL";
    case "FIXED_LEN_BYTE_ARRAY":
      return (
        element.converted_type === "DECIMAL" || ["UUID", "FLOAT16"].includes(element.logical_type?.type ?? "")
      );
    default:
      return true;
  }
}

function isText({ converted_type, logical_type }: SchemaElement): boolean {
  return converted_type === "UTF8" || logical_type?.type === "STRING";
}

function mayMatchGroup({ columns }: RowGroup, filters: readonly RowFilter[]): boolean {
  if (filters.length === 0) return true;
  const byName = new Map(columns.map((chunk) => [chunk.meta_data?.path_in_schema.join("."), chunk]));
  return mayMatch(filters, (name) => rangeOf(byName.get(name)));
}

function rangeOf(chunk: ColumnChunk | undefined): ValueRange | undefined {
  const meta = chunk?.meta_data;
  if (meta?.statistics === undefined) return undefined;
  const { type, num_values, statistics } = meta;
  const { null_count: nulls, min_value, max_value } = statistics;
  // The older ones order text and unsigned numbers as if they were signed, if at all.
  const isOlder = min_value === undefined && max_value === undefined && type !== "BYTE_ARRAY";
  return {
    min: boundOf(isOlder ? statistics.min : min_value),
    max: boundOf(isOlder ? statistics.max : max_value),
    hasNulls: nulls === undefined || nulls > 0n,
    isNull: nulls === num_values,
  };
}

function boundOf(value: unknown): FilterValue | undefined {
  if (value instanceof Uint8Array) return undefined;
  // What was cut off within a character is no bound any more.
  if (typeof value === "string" && value.includes("\uFFFD")) return undefined;
  return value as FilterValue | undefined;
}

/** Without the columns that are not read, and what is known of the values. */
function project(rowGroup: RowGroup, { columns, filters }: Selection): RowGroup {
  const wanted = columns && new Set([...columns, ...columnsOf(filters)]);
  const chunks = rowGroup.columns.filter(
    ({ meta_data: meta }) => wanted === undefined || wanted.has(meta?.path_in_schema[0] ?? ""),
  );
  return { ...rowGroup, columns: chunks.map(withoutStatistics) };
}
