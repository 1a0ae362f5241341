/** What a stage remembers from element to element, as a number. */
export interface StagePosition<T> {
  of(state: T): number;
  set(state: T, position: number): void;
}

/** That of stages which remember nothing once they are done with an element. */
export const noPosition: StagePosition<unknown> = { of: () => 0, set: () => undefined };
