import type { ColumnChunk, FileMetaData, SchemaElement } from "hyparquet";
import type { ListedFile } from "../list-files.ts";
import { rangeOf, type RangeSteps } from "../read-at-once.ts";
import { loadReader } from "./libraries.ts";

// Enough for most footers.
const tailBytes = 2 ** 16;

// The length of what is before it, and the letters PAR1.
const endBytes = 8;

/**
 * Reads what a file has in it: its columns, and where its row groups are.
 * @throws an error that says what is wrong with the file
 */
export function* readFooter(file: ListedFile): RangeSteps<FileMetaData> {
  const { parquetMetadata } = loadReader();
  if (file.size < endBytes) throw new Error("it is too short");
  const tail = yield* rangeOf(Math.max(0, file.size - tailBytes), file.size);
  const length =
    new DataView(tail.buffer, tail.byteOffset + tail.length - endBytes).getUint32(0, true) + endBytes;
  const isCut = length > tail.length && length <= file.size && isParquet(tail);
  const metadata = parquetMetadata(isCut ? yield* rangeOf(file.size - length, file.size) : tail);
  // What is known of decimals is read as whole numbers where the reader does not see that they are decimals.
  const isUnscaled = metadata.schema
    .filter(isLeaf)
    .map((leaf) => leaf.converted_type === undefined && leaf.logical_type?.type === "DECIMAL");
  const groups = metadata.row_groups.map((group) => ({
    ...group,
    columns: group.columns.map((chunk, i) => (isUnscaled[i] ? withoutStatistics(chunk) : chunk)),
  }));
  return { ...metadata, schema: metadata.schema.map(withOlderName), row_groups: groups };
}

function isLeaf({ num_children: children }: SchemaElement): boolean {
  return children === undefined || children === 0;
}

/** A column of a row group, without what is known of its values. */
export function withoutStatistics(chunk: ColumnChunk): ColumnChunk {
  if (chunk.meta_data === undefined) return chunk;
  const { statistics: _, size_statistics: __, ...meta } = chunk.meta_data;
  return { ...chunk, meta_data: meta };
}

function isParquet(tail: Uint8Array): boolean {
  return Buffer.from(tail.subarray(-4)).toString("latin1") === "PAR1";
}

/** Names types in the one way that the reader knows of. */
function withOlderName(element: SchemaElement): SchemaElement {
  const { converted_type: type, logical_type: logical } = element;
  if (type === "ENUM" || (type === undefined && logical?.type === "ENUM"))
    return { ...element, converted_type: "UTF8" };
  if (type === undefined && logical?.type === "JSON") return { ...element, converted_type: "JSON" };
  if (type === undefined && logical?.type === "DECIMAL") {
    return { ...element, converted_type: "DECIMAL", scale: logical.scale, precision: logical.precision };
  }
  if (type === undefined && logical?.type === "DATE") return { ...element, converted_type: "DATE" };
  return element;
}
