/** What is sent, by kind. */
export interface Payloads {
  /** Small objects, all of one shape. */
  readonly records: readonly { id: number; name: string; value: number; active: boolean }[];
  /** Lines of a log. */
  readonly strings: readonly string[];
  readonly "typed array": Float64Array;
}

/** How much is sent. */
export interface PayloadSize {
  readonly records: number;
  readonly strings: number;
  /** Elements of the typed array, of 8 bytes. */
  readonly numbers: number;
}

/** Makes the same things each time. */
export function createPayloads({ records, strings, numbers }: PayloadSize): Payloads {
  return {
    records: Array.from({ length: records }, (_, id) => ({
      id,
      name: `name ${id}`,
      value: id / 3,
      active: id % 3 === 0,
    })),
    strings: Array.from(
      { length: strings },
      (_, line) => `GET /items/${line}?page=${line % 7} HTTP/1.1 200 ${line * 3} bytes`,
    ),
    "typed array": Float64Array.from({ length: numbers }, (_, index) => index / 3),
  };
}
