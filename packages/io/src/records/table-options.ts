import type { z } from "zod";
import { fileSystemShape, type FileSystemOption } from "../file-system/file-system-option.ts";
import { assertSchemaMaker } from "./element-schema.ts";
import { int64Shape, type Int64Option } from "./int64.ts";
import { isHandled } from "./read-records.ts";
import { recordShape, type ElementsOptions } from "./record-options.ts";
import type { TableFormat } from "./table-format.ts";

/**
 * Options of all that reads tables, which know the types of their columns.
 *
 * @typeParam T - what an element is once it is validated
 * @typeParam G - what a function for errors is given
 * @typeParam R - what it returns
 * @typeParam P - whether elements are pairs, with the path of their file
 */
export interface TableOptions<T, G, R, P extends boolean>
  extends ElementsOptions<T, G, R, P>, Int64Option, FileSystemOption {}

type AnyOptions = TableOptions<unknown, unknown, unknown, boolean>;

/** The schemas of {@link TableOptions}. */
export const tableShape: { readonly [K in keyof AnyOptions]-?: z.ZodType<AnyOptions[K]> } = {
  ...recordShape,
  ...int64Shape,
  ...fileSystemShape,
};

/** @throws InvalidArgumentError unless `schema` is a function that makes one */
export function tableFormatOf(
  { schema, onError, int64 = "bigint", includePath = false, fileSystem }: AnyOptions,
  where: string,
): TableFormat {
  assertSchemaMaker(schema, where);
  return { int64, schema, isSettled: isHandled(onError), includePath, fileSystem };
}
