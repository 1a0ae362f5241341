import { ColumnInference } from "./infer-columns.ts";
import { createFitRecord } from "./fit-value.ts";
import type { ColumnTypes } from "./column-type.ts";

type Fit = (record: unknown) => Record<string, unknown>;

/**
 * Records that wait until there are enough of them to be written together. Where types are not given they are inferred from
 * those that come until the first are taken, and stay so.
 */
export class RecordBuffer {
  #inference: ColumnInference | undefined;
  #fit: Fit | undefined;
  #types: ColumnTypes | undefined;
  #records: unknown[] = [];

  constructor(types: ColumnTypes | undefined) {
    this.#types = types;
    if (types === undefined) this.#inference = new ColumnInference();
    else this.#fit = createFitRecord(types, { isInferred: false });
  }

  get length(): number {
    return this.#records.length;
  }

  /** @throws an error that names the column that the record does not fit */
  add(record: unknown): void {
    this.#inference?.add(record);
    this.#records.push(this.#fit ? this.#fit(record) : record);
  }

  /** The types of the columns, which are what they are from now on. */
  get types(): ColumnTypes {
    this.#types ??= this.#inference!.types();
    return this.#types;
  }

  /** All records, as they are stored, which it has no longer. */
  take(): Record<string, unknown>[] {
    const records = this.#records;
    this.#records = [];
    if (this.#fit !== undefined) return records as Record<string, unknown>[];
    this.#fit = createFitRecord(this.types, { isInferred: true });
    this.#inference = undefined;
    return records.map(this.#fit);
  }
}
