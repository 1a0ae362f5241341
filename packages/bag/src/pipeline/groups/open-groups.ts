import type { OpenUntilEnd } from "@holdall/core/task";
import { endedGroupError } from "../../errors.ts";
import type { GatheredGroups } from "./gathered-groups.ts";
import { Group } from "./group.ts";
import { withoutGroups } from "./without-groups.ts";

/** The groups that a task has open: what leaves it has arrays in their place. */
export class OpenGroups implements OpenUntilEnd {
  readonly #gathered: GatheredGroups;
  #isClosed = false;

  constructor(gathered: GatheredGroups) {
    this.#gathered = gathered;
  }

  /** Pairs of a key and its group, in order of first appearance. */
  *pairs(): Generator<[unknown, Group], void, undefined> {
    let number = 0;
    for (const key of this.#gathered.keys) yield [key, new Group(this, number++)];
  }

  *elementsOf(number: number): Generator<unknown, void, undefined> {
    this.#assertOpen();
    for (const { values, start, end } of this.#gathered.segmentsOf(number)) {
      for (let i = start; i < end; i++) {
        yield values[i];
        this.#assertOpen();
      }
    }
  }

  leave(result: unknown): unknown {
    const left = withoutGroups(result);
    this.#gathered.assertRead();
    return left;
  }

  close(): void {
    this.#isClosed = true;
  }

  #assertOpen(): void {
    if (this.#isClosed) throw endedGroupError();
  }
}
