import { toColumn } from "../column.ts";
import { createKeyCalls, emitKey, type WithKey } from "../element-key.ts";
import { assertKey } from "../key.ts";
import type { KeyedElements } from "../keyed-elements.ts";
import type { SinkKind } from "../sink.ts";

/** The elements and their keys, as {@link KeyedElements}. */
export interface KeyedSpec extends WithKey {
  readonly kind: "keyed";
}

interface KeyedState {
  readonly keys: unknown[];
  readonly elements: unknown[];
}

export const keyed: SinkKind<KeyedSpec, KeyedState> = {
  createState: () => ({ keys: [], elements: [] }),

  interpret: (spec, { run, state: { keys, elements } }) =>
    createKeyCalls(spec, {
      run,
      accept(key, element) {
        assertKey(key);
        keys.push(key);
        elements.push(element);
        return undefined;
      },
    }),

  emit(spec, code) {
    const key = emitKey(spec, code);
    code.line(
      `if (typeof ${key} !== "number" && typeof ${key} !== "string") ${code.ours("assertKey", assertKey)}(${key});`,
    );
    code.line(`${code.constant("keys", `${code.ownState}.keys`)}.push(${key});`);
    code.line(`${code.constant("elements", `${code.ownState}.elements`)}.push(${code.element});`);
  },

  finish: (_spec, { state: { keys, elements } }): KeyedElements => ({
    keys: toColumn(keys),
    elements: toColumn(elements),
  }),
};
