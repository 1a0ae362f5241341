import type { StepCode } from "../code/step-code.ts";
import { addNumber, createMoments, type Moments } from "../moments.ts";
import { nothing } from "../nothing.ts";
import { asNumber, emitNumberCheck } from "../number-check.ts";
import type { SinkKind } from "../sink.ts";

/** The {@link Moments} of the elements. */
export interface MomentsSpec {
  readonly kind: "moments";
}

export const moments: SinkKind<MomentsSpec, Moments> = {
  createState: createMoments,

  interpret: (_spec, { state }) => ({
    push(element) {
      addNumber(state, asNumber(element));
      return undefined;
    },
  }),

  emit(_spec, code) {
    emitNumberCheck(code);
    emitMoments(code);
  },

  finish: (_spec, { state }) => (state.count === 0 ? nothing : state),
};

/** Writes what `addNumber` does: its numbers stay in variables, which a call would put into memory. */
export function emitMoments(code: StepCode): void {
  const { element } = code;
  const [count, sum, lost] = [code.state("count"), code.state("sum"), code.state("lost")];
  const [rounded, added, deviation] = [code.name("rounded"), code.name("added"), code.name("deviation")];
  code.line(`${count} += 1;`);
  code.line(`const ${rounded} = ${sum} + ${element};`);
  code.line(`const ${added} = ${rounded} - ${sum};`);
  code.line(`${lost} += ${sum} - (${rounded} - ${added}) + (${element} - ${added});`);
  code.line(`${sum} = ${rounded};`);
  code.line(`const ${deviation} = ${count} * ${element} - ${sum} - ${lost};`);
  code.line(`${code.state("squares")} += (${deviation} * ${deviation}) / (${count} * (${count} - 1) || 1);`);
}
