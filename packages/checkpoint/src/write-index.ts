import path from "node:path";
import { sizeOfResult, type LocatedResult } from "./files/group-file.ts";
import type { Layout } from "./files/layout.ts";

/** Writes a list of what is stored, for people. */
export function writeIndex(layout: Layout, results: readonly LocatedResult[]): void {
  const lines = results.map(({ record, file }) =>
    [
      new Date(record.time).toISOString(),
      record.operation,
      record.partition,
      sizeOfResult(record),
      record.key,
      path.basename(file),
    ].join("\t"),
  );
  layout.replace(
    layout.index,
    [["stored", "operation", "partition", "bytes", "key", "file"].join("\t"), ...lines, ""].join("\n"),
  );
}
