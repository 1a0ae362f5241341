/** A pool that is given its tasks one by one: what a program does that has no graph and no batches. */
export interface Contender extends AsyncDisposable {
  /** Increments each value in a task of its own. */
  run(values: readonly number[]): Promise<number[]>;
}

/** How many tasks are under way to each worker at a time, where one can say so: with one alone it waits for the next. */
export const tasksPerWorker = 100;
