import { Bag, delayed, TaskError } from "holdall";
import { describe, expect, it } from "vitest";
import { onEveryScheduler } from "./on-every-scheduler.js";

interface Person {
  readonly id: number;
  readonly name: string;
}

const people = (count: number): Bag<Person> =>
  Bag.range(count, { npartitions: 2 }).map((id) => ({ id, name: `name ${id}` }));

const failAt =
  (at: number) =>
  (person: Person): Person => {
    if (person.id === at) throw new RangeError(`no ${at}`);
    return person;
  };

/** The TaskError that a run fails with. */
async function failureOf(run: Promise<unknown>): Promise<TaskError> {
  const error: unknown = await run.catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(TaskError);
  return error as TaskError;
}

onEveryScheduler((scheduler, name) => {
  const isOnWorkers = name === "threads" || name === "processes";

  describe("a TaskError", () => {
    it.each([
      ["few", 10],
      ["many", 2000],
    ])(
      "shows the element at fault, among %s, and says where and how often it was tried",
      async (_, count) => {
        const at = count - 2;
        const bags: readonly Bag<unknown>[] = [
          people(count).map(failAt(at)),
          people(count).filter((person) => failAt(at)(person).id > 0),
          people(count).map(async (person) => failAt(at)(await Promise.resolve(person))),
          people(count).map(async (person) => failAt(at)(await Promise.resolve(person)), { concurrency: 3 }),
          people(count).flatMap((person) => [failAt(at)(person)]),
          people(count).tap(failAt(at)),
          people(count).distinct({ key: (person) => failAt(at)(person).id }),
        ];
        for (const bag of bags) {
          const error = await failureOf(bag.compute({ scheduler, retries: 1, retryDelay: 0 }));
          expect(error).toMatchObject({
            partition: 1,
            index: count / 2 - 2,
            preview: `{ id: ${at}, name: 'name ${at}' }`,
            attempt: 2,
          });
          if (isOnWorkers) expect(error.worker).toBeGreaterThan(0);
          else if (name !== "auto") expect(error.worker).toBe(0);
        }
      },
    );

    it("shows the element that the very operation was given", async () => {
      for (const npartitions of [1, 20]) {
        const bag = Bag.range(2000, { npartitions })
          .map((x) => x + 0.5)
          .filter((x) => x > 1)
          .map((x) => `text ${x}`)
          .map((text) => {
            if (text === "text 7.5") throw new Error("no");
            return text;
          });
        expect(await failureOf(bag.compute({ scheduler }))).toMatchObject({
          operation: "map",
          index: 6,
          preview: "'text 7.5'",
        });
      }
    });

    it("keeps what it shows short, whatever the element is", async () => {
      const hostile = [
        () => "x".repeat(1e6),
        () => Array.from({ length: 1e5 }, (_, i) => ({ i, list: [[["deep"]]] })),
        () =>
          Object.defineProperty({}, "field", {
            enumerable: true,
            get: () => {
              throw new Error("get");
            },
          }),
        () =>
          new Proxy(
            {},
            {
              ownKeys: () => {
                throw new Error("trap");
              },
            },
          ),
        () => ({
          [Symbol.for("nodejs.util.inspect.custom")]: () => {
            throw new Error("custom");
          },
        }),
      ];
      for (const make of hostile) {
        const bag = Bag.range(1)
          .map(make)
          .map((): never => {
            throw new Error("no");
          });
        // So that the elements, some of which cannot travel, do not have to.
        const { preview } = await failureOf(bag.compute({ scheduler, optimize: true }));
        expect(preview).toMatch(/^.{1,100}$/);
      }
    });

    it("shows no element where there is none", async () => {
      const error = await failureOf(
        delayed(() => {
          throw new Error("no");
        })().compute({ scheduler }),
      );
      expect(error).toMatchObject({ preview: undefined, index: undefined, attempt: 1 });
    });
  });
});
