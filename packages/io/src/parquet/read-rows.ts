import type { AsyncBuffer, Compressors, DecodedArray, SchemaElement } from "hyparquet";
import { notReadError } from "../errors.ts";
import { fileSystemOf, withSignal } from "../file-system/file-system-of.ts";
import { readLocalRange, readRemoteRange } from "../read-range.ts";
import { createParse, type TableFormat } from "../records/table-format.ts";
import { toNumbers, type ValuePlace } from "../records/to-numbers.ts";
import { createToElement } from "../records/record-format.ts";
import { loadDecompressors, loadReader } from "./libraries.ts";
import { columnsOf, matches, type RowFilter } from "./row-filter.ts";
import type { ReadContext } from "../records/read-records.ts";
import type { RowGroupPlace } from "./row-group.ts";

/** What is made of row groups, as it goes to workers. */
export interface RowFormat extends TableFormat {
  /** Those that the places name. */
  readonly schemas: readonly SchemaElement[][];
  readonly columns: readonly string[] | undefined;
  readonly filters: readonly RowFilter[];
  readonly binaryAsString: boolean;
}

// Rows that become elements at a time.
const portionRows = 1024;

/** The rows of row groups, in portions. Runs in workers. */
export async function* readRows(
  places: readonly RowGroupPlace[],
  { signal }: ReadContext,
  format: RowFormat,
): AsyncGenerator<unknown[]> {
  const parse = createParse(format);
  const compressors = loadDecompressors();
  for (const place of places) {
    const toElement = createToElement<unknown>(
      { path: place.path, includePath: format.includePath },
      {
        unit: "record",
        parse,
        countBefore: () => place.rowsBefore,
        isSettled: format.isSettled,
      },
    );
    const { rows, columns } = await readColumns(place, { ...format, compressors, signal });
    for (let start = 0; start < rows.length; start += portionRows) {
      const portion: unknown[] = [];
      for (const index of rows.slice(start, start + portionRows)) {
        const row: Record<string, unknown> = {};
        for (const { name, values } of columns) row[name] = values[index] ?? null;
        portion.push(toElement(row, index + 1));
      }
      yield portion;
    }
  }
}

interface RowReading extends RowFormat, ReadContext {
  readonly compressors: Compressors;
}

interface Column {
  readonly name: string;
  readonly values: ArrayLike<unknown>;
}

/** The columns of a row group, and which rows are meant. */
interface Columns {
  readonly rows: readonly number[];
  readonly columns: readonly Column[];
}

async function readColumns(place: RowGroupPlace, format: RowReading): Promise<Columns> {
  const count = Number(place.rowGroup.num_rows);
  const { filters } = format;
  const names = format.columns ?? columnNames(format.schemas[place.schema]!);
  const scan = await openScan(place, format);
  const read = new Map<string, ArrayLike<unknown>>();
  const readColumn = async (name: string): Promise<void> => {
    if (read.has(name) || count === 0) return;
    const values = await scan(name);
    read.set(
      name,
      format.int64 === "number" ? withNumbers(values, { column: name, path: place.path }) : values,
    );
  };
  await Promise.all(columnsOf(filters).map(readColumn));
  const rows: number[] = [];
  for (let row = 0; row < count; row++)
    if (filters.length === 0 || matches(filters, (name) => read.get(name)![row] ?? null)) rows.push(row);
  if (rows.length > 0) await Promise.all(names.map(readColumn));
  return { rows, columns: names.map((name) => ({ name, values: read.get(name) ?? [] })) };
}

/** Reads the columns of a row group by their names. */
type Scan = (column: string) => Promise<DecodedArray>;

async function openScan(
  place: RowGroupPlace,
  { schemas, binaryAsString, fileSystem, compressors, signal }: RowReading,
): Promise<Scan> {
  const { rowGroup, size, path } = place;
  let failure: Error | undefined;
  const files = place.isRemote ? withSignal(fileSystemOf(path, fileSystem), signal) : undefined;
  const file: AsyncBuffer = {
    byteLength: size,
    async slice(start, end = size) {
      try {
        const bytes = files
          ? await readRemoteRange(files, place, { start, end })
          : readLocalRange(place, start, end);
        return bytes.buffer;
      } catch (error) {
        failure = error as Error;
        throw error;
      }
    },
  };
  const metadata = {
    version: 2,
    schema: schemas[place.schema]!,
    num_rows: rowGroup.num_rows,
    row_groups: [rowGroup],
    metadata_length: 0,
  };
  const scan = await loadReader().parquetScan({ file, metadata, compressors, utf8: binaryAsString });
  return async (column) => {
    try {
      return await scan.readColumn({ column, rowStart: 0, rowEnd: Number(rowGroup.num_rows) });
    } catch (error) {
      throw failure ?? notReadError(path, "Parquet", error);
    }
  };
}

function columnNames(schema: SchemaElement[]): string[] {
  return loadReader()
    .parquetSchema({ schema })
    .children.map(({ element }) => element.name);
}

/** Values in which bigints have become numbers. */
function withNumbers(values: DecodedArray, place: ValuePlace): ArrayLike<unknown> {
  const isLarge = values instanceof BigInt64Array || values instanceof BigUint64Array;
  return isLarge || Array.isArray(values)
    ? Array.from(values as unknown[], (value) => toNumbers(value, place))
    : values;
}
