/**
 * What a task has done up to some element, so that it can go on from there when it is started again: in this run on
 * another worker, or in a later run.
 */
export interface TaskPart {
  /** How many of the elements that it goes through are done, from the first one on. */
  readonly upTo: number;
  /** How far its operations are then: numbers that only the task's own function understands. */
  readonly position: readonly number[];
  /** How many elements operations have left out so far, by operation. */
  readonly skipped: readonly (readonly [operation: string, count: number])[];
  /** The elements that came of those done since the part before; to the engine, the handle of an array of them. */
  readonly value: unknown;
}

/** How often a task saves what it has done: as soon as one of both is reached. One of both has to be there. */
export interface SaveInterval {
  /** After so many elements of those it goes through. */
  readonly elements?: number | undefined;
  /** After about so many milliseconds, once the element under way is done. */
  readonly ms?: number | undefined;
}

/** What a task goes on from, and is to save. */
export interface SavedTask {
  readonly every: SaveInterval;
  /** What it has saved before, in order: it begins behind the last of them. */
  readonly resume: readonly TaskPart[];
}

/** Where the function of a task saves what it has done so far. */
export interface TaskSaves extends SavedTask {
  /** Takes what has come since it was saved last. */
  save(part: Omit<TaskPart, "skipped">): void;
}
