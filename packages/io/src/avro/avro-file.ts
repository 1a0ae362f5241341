import { randomBytes } from "node:crypto";
import type { ElementWriter } from "@holdall/bag";
import { createFitRecord } from "../columns/fit-value.ts";
import { ColumnInference } from "../columns/infer-columns.ts";
import { createFileWriter, type ElementEncoder } from "../write/file-writer.ts";
import type { OpenPlace, Output } from "../write/output.ts";
import type { WrittenFile } from "../write/written-file.ts";
import { parseAvroSchema, type AvroSchema } from "./avro-schema.ts";
import { ByteWriter } from "./byte-writer.ts";
import { packBlock, type AvroCodec } from "./codec.ts";
import { encodeHeader, syncBytes } from "./container.ts";
import { createEncoder } from "./encode.ts";
import type { Encoder } from "./encoder.ts";
import { schemaOfColumns } from "./infer-schema.ts";

/** The file of a partition, as data for the worker that writes it. */
interface AvroPlace extends OpenPlace {
  readonly schema: AvroSchema | undefined;
  readonly codec: AvroCodec;
  readonly blockSize: number;
}

// What a number and a length take at most.
const headBytes = 20;

// So many elements tell what the schema is, where it is not said.
const inferredElements = 10_000;

export function openAvroFile(place: AvroPlace): ElementWriter<unknown, WrittenFile> {
  const { schema } = place;
  return createFileWriter(place, (output) => {
    const open = (own: AvroSchema): AvroFile => new AvroFile(output, { ...place, schema: own });
    return schema === undefined ? inferFirst(open) : open(schema);
  });
}

/** Opens the file when enough elements have come to tell the schema, or all of them. */
function inferFirst(open: (schema: AvroSchema) => AvroFile): ElementEncoder<unknown> {
  const inference = new ColumnInference();
  const waiting: unknown[] = [];
  let file: AvroFile | undefined;
  let fit: ((element: unknown) => unknown) | undefined;
  const openNow = (): AvroFile => {
    const types = inference.types();
    file = open(schemaOfColumns(types));
    fit = createFitRecord(types, { isInferred: true });
    for (const element of waiting.splice(0)) file.write(element);
    return file;
  };
  return {
    write(element) {
      if (file === undefined) {
        inference.add(element);
        waiting.push(element);
        if (waiting.length === inferredElements) openNow();
      } else {
        // A schema leaves out keys that it does not have, which nobody has told it to where it was inferred.
        file.write(fit!(element));
      }
    },
    end: () => (file ?? openNow()).end(),
  };
}

/** A file under way, one block after the other. */
class AvroFile implements ElementEncoder<unknown> {
  readonly #output: Output;
  readonly #encoder: Encoder;
  readonly #codec: AvroCodec;
  readonly #blockSize: number;
  readonly #sync = randomBytes(syncBytes);
  readonly #block = new ByteWriter();
  #count = 0;

  constructor(output: Output, { schema, codec, blockSize }: AvroPlace & { readonly schema: AvroSchema }) {
    this.#output = output;
    this.#encoder = createEncoder(parseAvroSchema(schema));
    this.#codec = codec;
    this.#blockSize = blockSize;
    output.write(encodeHeader(schema, codec, this.#sync));
  }

  write(element: unknown): void {
    this.#encoder.write(this.#block, element, "");
    this.#count += 1;
    if (this.#block.length >= this.#blockSize) this.#flush();
  }

  end(): void {
    if (this.#count > 0) this.#flush();
  }

  #flush(): void {
    const data = packBlock(this.#block.bytes(), this.#codec);
    const head = new ByteWriter(headBytes);
    head.writeInt(this.#count);
    head.writeInt(data.length);
    this.#output.write(Buffer.concat([head.bytes(), data, this.#sync]));
    this.#block.truncate(0);
    this.#count = 0;
  }
}
