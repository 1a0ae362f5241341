import { toBuckets } from "../buckets.ts";
import { createKeyCalls, emitKey, emitPlace, type WithKey } from "../element-key.ts";
import { KeyIndex } from "../key.ts";
import { asParts } from "../parts.ts";
import type { SinkKind } from "../sink.ts";

/** The elements by key, dealt out to so many {@link Bucket}s. */
export interface GroupSpec extends WithKey {
  readonly kind: "group";
  readonly parts: number;
}

interface GroupState {
  readonly index: KeyIndex;
  /** By the number of the key. */
  readonly groups: unknown[][];
}

export const group: SinkKind<GroupSpec, GroupState> = {
  createState: () => ({ index: new KeyIndex(), groups: [] }),

  interpret(spec, { run, state: { index, groups } }) {
    return createKeyCalls(spec, {
      run,
      accept(key, element) {
        const place = index.add(key);
        if (place === groups.length) groups.push([element]);
        else groups[place]!.push(element);
        return undefined;
      },
    });
  },

  emit(spec, code) {
    const place = emitPlace(code, emitKey(spec, code));
    const groups = code.constant("groups", `${code.ownState}.groups`);
    code.line(`if (${place} === ${groups}.length) ${groups}.push([${code.element}]);`);
    code.line(`else ${groups}[${place}].push(${code.element});`);
  },

  finish: ({ parts }, { state: { index, groups } }) =>
    asParts(toBuckets({ keys: index.keys, groups }, parts), parts),
};
