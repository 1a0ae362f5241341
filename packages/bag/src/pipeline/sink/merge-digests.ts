import {
  addDigest,
  createDigest,
  isEmptyDigest,
  readQuantiles,
  trimDigest,
  type Digest,
} from "../digest/digest.ts";
import { createMerging } from "../merging.ts";
import { nothing } from "../nothing.ts";
import type { SinkKind } from "../sink.ts";

/** The digest of all that the elements are the {@link Digest} of, or quantiles told from it: one, or an array. */
export interface MergeDigestsSpec {
  readonly kind: "mergeDigests";
  readonly quantiles: number | readonly number[] | undefined;
}

export const mergeDigests: SinkKind<MergeDigestsSpec, Digest> = createMerging({
  createState: createDigest,
  merge: addDigest,

  finish({ quantiles }, digest) {
    if (isEmptyDigest(digest)) return nothing;
    if (quantiles === undefined) return trimDigest(digest);
    return typeof quantiles === "number"
      ? readQuantiles(digest, [quantiles])[0]
      : readQuantiles(digest, quantiles);
  },
});
