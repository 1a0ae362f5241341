import { entriesOf, type Columns } from "../columns.ts";
import type { StageKind } from "../stage.ts";
import { noPosition } from "../stage-position.ts";
import { createSpread, createSpreadState, emitSpread, type SpreadState } from "./flatten.ts";

/** Pushes pairs of a key and its value, of elements that are {@link Columns}. */
export interface EntriesSpec {
  readonly kind: "entries";
  readonly operation: string;
}

export const entries: StageKind<EntriesSpec, SpreadState> = {
  createState: createSpreadState,

  interpret({ operation }, next, { run, state }) {
    const { push, goOn } = createSpread({ operation, what: "the element" }, next, { run, state });
    return { push: (columns) => push(entriesOf(columns as Columns)), goOn };
  },

  position: noPosition,

  emit(_spec, code) {
    const pairs = code.name("entries");
    code.line(`const ${pairs} = ${code.ours("entriesOf", entriesOf)}(${code.element});`);
    emitSpread(code, pairs);
  },
};
