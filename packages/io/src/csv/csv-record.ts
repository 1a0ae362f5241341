import type { Validate } from "../records/element-schema.ts";
import { inferValue } from "./infer-value.ts";

/** What is made of the fields of a record. */
interface CsvRecordFormat {
  /** The names of the fields; without them elements are arrays. */
  readonly names: readonly string[] | undefined;
  readonly infer: boolean;
  readonly validate: Validate | undefined;
}

/** @returns a function that throws an error that says what is wrong with a record */
export function createParseRecord({
  names,
  infer,
  validate,
}: CsvRecordFormat): (fields: string[]) => unknown {
  const typed = (fields: string[]): readonly unknown[] => (infer ? fields.map(inferValue) : fields);
  const named = (fields: string[]): unknown => (names ? nameFields(names, typed(fields)) : typed(fields));
  return validate ? (fields) => validate(named(fields)) : named;
}

function nameFields(names: readonly string[], fields: readonly unknown[]): Record<string, unknown> {
  if (fields.length !== names.length) {
    throw new Error(`expected ${names.length} fields, as there are columns, got ${fields.length}`);
  }
  const record: Record<string, unknown> = {};
  for (let i = 0; i < names.length; i++) record[names[i]!] = fields[i];
  return record;
}
