import type { MakeFileSystem } from "../file-system/file-system-of.ts";
import { createValidate, type ElementSchema, type Validate } from "./element-schema.ts";

/** What is made of the records of tables: data and functions, as it goes to workers. */
export interface TableFormat {
  readonly int64: "bigint" | "number";
  readonly schema: (() => ElementSchema<unknown>) | undefined;
  readonly isSettled: boolean;
  readonly includePath: boolean;
  /** What makes the file system, where one was given. */
  readonly fileSystem: MakeFileSystem | undefined;
}

/** What makes elements of records: the records themselves, where there is no schema. */
export function createParse({ schema }: TableFormat): Validate {
  return schema ? createValidate(schema) : (record) => record;
}
