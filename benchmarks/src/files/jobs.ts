import { readJsonLines, readText, type Scheduler } from "holdall";

/** Where the records of a file have what is summed up. */
export interface Fields {
  readonly group: string;
  readonly amount: string;
}

/** What is done with a file. What it comes to is the same in every way to do it. */
export type JobName = "lines" | "words" | "records";

/** How a job is done with holdall. */
export const jobs: Readonly<
  Record<JobName, (file: string, scheduler: Scheduler | "sync", fields: Fields) => Promise<unknown>>
> = {
  lines: (file, scheduler) => readText(file).count().compute({ scheduler }),

  async words(file, scheduler) {
    const counts = await readText(file)
      .flatMap((line) => line.split(" "))
      .frequencies()
      .compute({ scheduler });
    return sortByKey(counts);
  },

  async records(file, scheduler, { group, amount }) {
    const sums = await readJsonLines<Record<string, unknown>>(file)
      .filter((record) => record["status"] !== "failed")
      .foldBy(
        (record) => String(record[group]),
        (sum: number, record) => sum + Number(record[amount]),
        { initial: 0, combine: (one, other) => one + other },
      )
      .compute({ scheduler });
    return sortByKey(sums);
  },
};

/** By key, as the order of groups depends on the way. */
export function sortByKey(pairs: Iterable<readonly [string, number]>): (readonly [string, number])[] {
  return Array.from(pairs).sort(([one], [other]) => (one < other ? -1 : 1));
}
