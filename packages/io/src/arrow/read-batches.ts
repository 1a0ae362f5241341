import type { DataType, RecordBatch } from "apache-arrow";
import { describeWrongNames } from "../columns/column-names.ts";
import { notReadError, wrongNamesError } from "../errors.ts";
import type { ReadContext } from "../records/read-records.ts";
import { createToElement } from "../records/record-format.ts";
import { createParse, type TableFormat } from "../records/table-format.ts";
import { toNumbers } from "../records/to-numbers.ts";
import { FilePiece, takeSteps, type ReadSteps } from "../read-steps.ts";
import type { BatchPlace, BatchRanges } from "./batch-place.ts";
import { loadArrow, type Arrow } from "./library.ts";
import { createToPlain, nameOf } from "./to-plain.ts";

/** The rows of record batches, in portions. Runs in workers. */
export function readBatchRows(
  places: readonly BatchPlace[],
  { signal }: ReadContext,
  format: TableFormat,
): Iterable<unknown[]> | AsyncIterable<unknown[]> {
  const arrow = loadArrow("readArrow()");
  const parse = createParse(format);
  const open = (place: BatchPlace): ReadSteps => readPlace(place, { ...format, arrow, parse });
  return takeSteps(places, { open, fileSystem: format.fileSystem, signal });
}

interface RowFormat extends TableFormat {
  readonly arrow: Arrow;
  readonly parse: (row: unknown) => unknown;
}

// Rows that become elements at a time.
const portionRows = 1024;

function* readPlace(place: BatchPlace, format: RowFormat): ReadSteps {
  const { arrow, int64, parse, isSettled, includePath } = format;
  const { path } = place;
  // How many rows there are in the batches of a file before this one is not told by its end.
  const countedFrom = place.batch?.messages.at(-1)![0];
  const toElement = createToElement<unknown>(
    { path, includePath },
    { unit: "record", parse, countBefore: () => 0, countedFrom, isSettled },
  );
  let number = 0;
  const messages = place.batch ? readMessages(place, place.batch, arrow) : readStream(place, arrow);
  for (;;) {
    const bytes = yield* messages.next();
    if (bytes === undefined) return;
    const { length, rowAt } = openBatch(bytes, { path, arrow });
    for (let start = 0; start < length; start += portionRows) {
      const elements: unknown[] = [];
      for (let i = start; i < Math.min(length, start + portionRows); i++) {
        const row = rowAt(i);
        elements.push(toElement(int64 === "number" ? toNumbers(row, { path, column: "" }) : row, ++number));
      }
      yield { type: "elements", elements };
    }
  }
}

/** Gives the schema, the dictionaries and a record batch, one batch after the other. */
interface Batches {
  next(): ReadSteps<Uint8Array | undefined>;
}

function readMessages(place: BatchPlace, { footer, messages }: BatchRanges, arrow: Arrow): Batches {
  const piece = new FilePiece(place);
  let isRead = false;
  return {
    *next() {
      if (isRead) return undefined;
      isRead = true;
      // Not every writer puts the schema before the first batch too.
      const { schema } = arrow.Footer.decode(Buffer.from(yield* piece.read(...footer)));
      const bytes: Uint8Array[] = [frame(arrow.Message.encode(arrow.Message.from(schema)))];
      for (const range of messages) bytes.push(Buffer.from(yield* piece.read(...range)));
      return Buffer.concat(bytes);
    },
  };
}

// What a message begins with: four bytes of ones, and the length of its head.
const prefixBytes = 8;

/** A message without a body. */
function frame(head: Uint8Array): Uint8Array {
  const length = Math.ceil(head.length / 8) * 8;
  const message = Buffer.alloc(prefixBytes + length);
  message.writeInt32LE(-1, 0);
  message.writeInt32LE(length, 4);
  message.set(head, prefixBytes);
  return message;
}

function readStream(place: BatchPlace, arrow: Arrow): Batches {
  const { MessageHeader, Message } = arrow;
  const { path, size } = place;
  const piece = new FilePiece(place);
  const before: Uint8Array[] = [];
  let position = 0;
  const wrong = (reason: string): Error => notReadError(path, "Arrow", new Error(reason));
  return {
    *next() {
      // A stream may end without saying so.
      while (position + prefixBytes <= size) {
        const prefix = Buffer.from(yield* piece.read(position, position + prefixBytes));
        const length = prefix.readInt32LE(4);
        if (prefix.readInt32LE(0) !== -1) throw wrong(`there is no message at byte ${position}`);
        if (length === 0) return undefined;
        const start = position + prefixBytes;
        if (length < 0 || start + length > size) throw wrong(`the message at byte ${position} is not whole`);
        const head = Buffer.from(yield* piece.read(start, start + length));
        const { headerType, bodyLength } = Message.decode(head);
        const end = start + length + Number(bodyLength);
        if (end > size) throw wrong(`the message at byte ${position} is not whole`);
        const message = Buffer.from(yield* piece.read(position, end));
        position = end;
        if (headerType === MessageHeader.RecordBatch) return Buffer.concat([...before, message]);
        before.push(message);
      }
      return undefined;
    },
  };
}

interface BatchContext {
  readonly path: string;
  readonly arrow: Arrow;
}

/** The rows of a batch, as plain objects. */
interface Rows {
  readonly length: number;
  readonly rowAt: (index: number) => Record<string, unknown>;
}

function openBatch(bytes: Uint8Array, { path, arrow }: BatchContext): Rows {
  let batch: RecordBatch | undefined;
  let names: string[];
  try {
    // In batches the library calls one `null` that has no characters.
    names = new arrow.MessageReader(bytes).readSchema()!.fields.map(nameOf);
    for (const one of arrow.RecordBatchReader.from(bytes)) batch = one;
  } catch (error) {
    throw notReadError(path, "Arrow", error);
  }
  if (batch === undefined)
    throw notReadError(path, "Arrow", new Error("it has no rows where there should be some"));
  const wrong = describeWrongNames(names);
  if (wrong !== undefined) throw wrongNamesError(path, wrong);
  const columns = batch.schema.fields.map((field, i) => ({
    name: names[i]!,
    vector: batch.getChildAt(i)!,
    toPlain: createToPlain(field.type as DataType, arrow),
  }));
  const rowAt = (index: number): Record<string, unknown> => {
    const row: Record<string, unknown> = {};
    for (const { name, vector, toPlain } of columns) row[name] = toPlain(vector.get(index));
    return row;
  };
  return { length: batch.numRows, rowAt };
}
