/** Reads the elements of groups, as long as the task that made them goes on. */
interface GroupReader {
  elementsOf(number: number): Iterator<unknown, void, undefined>;
}

/** The elements of one key, which are read when they are iterated: in the task that made it, and any number of times. */
export class Group implements Iterable<unknown> {
  readonly #reader: GroupReader;
  readonly #number: number;

  /** @param number - of the key */
  constructor(reader: GroupReader, number: number) {
    this.#reader = reader;
    this.#number = number;
  }

  /** @throws TypeError once the task has ended; SpillError when elements cannot be read */
  [Symbol.iterator](): Iterator<unknown, void, undefined> {
    return this.#reader.elementsOf(this.#number);
  }

  /** What stands for it in JSON. */
  toJSON(): unknown[] {
    return [...this];
  }
}
