import type { StepCode } from "../code/step-code.ts";
import {
  addToDigest,
  createDigest,
  isEmptyDigest,
  makeRoom,
  trimDigest,
  type Digest,
} from "../digest/digest.ts";
import { nothing } from "../nothing.ts";
import { asNumber, emitNumberCheck } from "../number-check.ts";
import type { SinkKind } from "../sink.ts";

/** A {@link Digest} of the elements. */
export interface DigestSpec {
  readonly kind: "digest";
}

export const digest: SinkKind<DigestSpec, Digest> = {
  createState: createDigest,

  interpret: (_spec, { state }) => ({
    push(element) {
      addToDigest(state, asNumber(element));
      return undefined;
    },
  }),

  emit(_spec, code) {
    emitNumberCheck(code);
    emitDigest(code);
  },

  finish: (_spec, { state }) => (isEmptyDigest(state) ? nothing : trimDigest(state)),
};

/** Writes what `addToDigest` does. */
export function emitDigest(code: StepCode): void {
  const [buffer, filled] = [code.state("buffer"), code.state("filled")];
  code.block(`if (${filled} === ${buffer}.length)`, () => {
    const state = code.constant("state", code.ownState);
    code.line(`${state}.filled = ${filled};`);
    code.line(`${code.ours("makeRoom", makeRoom)}(${state});`);
    code.line(`${buffer} = ${state}.buffer;`);
    code.line(`${filled} = ${state}.filled;`);
  });
  code.line(`${buffer}[${filled}++] = ${code.element};`);
}
