import { SentOtherwise } from "@holdall/core/task";
import { sliceColumn } from "../column.ts";
import type { SourceKind } from "../source.ts";
import { walkElements, walkItems } from "../walk.ts";

/** Some neighbouring elements of an array or typed array of the user: slot 0 holds a {@link Slice}, or a copy of them. */
export interface SliceSpec {
  readonly kind: "slice";
  readonly operation: string;
  /** What is copied of elements that are plain objects and have all of these; all of them, where it is not there. */
  readonly keys?: readonly (string | number)[];
}

/** Elements that are looked at in their array on the thread that has it. To another one a copy of them is sent. */
export class Slice extends SentOtherwise {
  readonly items: ArrayLike<unknown>;
  readonly start: number;
  readonly end: number;
  readonly #copy: CopyElements;

  /** @param copy - makes an array of their own of the elements */
  constructor(items: ArrayLike<unknown>, start: number, end: number, copy: CopyElements) {
    super();
    this.items = items;
    this.start = start;
    this.end = end;
    this.#copy = copy;
  }

  override toSend(): ArrayLike<unknown> {
    const { items, start, end } = this;
    const column = Array.isArray(items) ? sliceColumn(items, start, end) : undefined;
    return column ?? this.#copy.call(items, start, end);
  }
}

/** `slice` of an array or typed array. */
export type CopyElements = (this: unknown, start: number, end: number) => ArrayLike<unknown>;

export const slice: SourceKind<SliceSpec> = {
  isIndexed: true,

  open(_spec, { inputs }) {
    const given = inputs[0] as Slice | ArrayLike<unknown>;
    return given instanceof Slice
      ? walkItems(given.items, given.start, given.end - given.start)
      : walkElements(given)!;
  },
};
