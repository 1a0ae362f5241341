import { toSend, type SentOtherwise } from "@holdall/core/task";
import type { SourceKind } from "../source.ts";
import { walkElements, walkItems } from "../walk.ts";

/** Some neighbouring elements of an array or typed array of the user: slot 0 holds a {@link Slice}, or a copy of them. */
export interface SliceSpec {
  readonly kind: "slice";
  readonly operation: string;
}

/** Elements that are looked at in their array on the thread that has it. To another one a copy of them is sent. */
export interface Slice extends SentOtherwise {
  readonly items: ArrayLike<unknown>;
  readonly start: number;
  readonly end: number;
}

/** @param copy - makes an array of their own of the elements */
export function createSlice(
  items: ArrayLike<unknown>,
  start: number,
  end: number,
  copy: CopyElements,
): Slice {
  return { items, start, end, [toSend]: () => copy.call(items, start, end) };
}

/** `slice` of an array or typed array. */
export type CopyElements = (this: unknown, start: number, end: number) => ArrayLike<unknown>;

export const slice: SourceKind<SliceSpec> = {
  isIndexed: true,

  open(_spec, { inputs }) {
    const given = inputs[0] as Slice | ArrayLike<unknown>;
    return toSend in given
      ? walkItems(given.items, given.start, given.end - given.start)
      : walkElements(given)!;
  },
};
