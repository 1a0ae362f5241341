/** Makes values to bytes and back, for one run. */
export interface ValueCodec {
  /** The pieces of a value; nothing where it would not come back as it is, or could not be written at all. */
  encode(value: unknown): readonly Uint8Array[] | undefined;
  /** The value of pieces that `encode` made, for one reader alone. */
  decode(pieces: readonly Uint8Array<ArrayBuffer>[]): unknown;
}

/** Makes the codec of a run. */
export type CreateValueCodec = () => ValueCodec;

let create: CreateValueCodec | undefined;

/** Gives runs on the calling thread the means to write results to files: what the package `@holdall/worker-pool` does when it is imported. */
export function registerValueCodec(createValueCodec: CreateValueCodec): void {
  create = createValueCodec;
}

/** Nothing where there is none: then results wait in memory. */
export function createValueCodec(): ValueCodec | undefined {
  return create?.();
}
