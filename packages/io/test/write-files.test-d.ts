import { Bag } from "@holdall/bag";
import { toCsv, toJsonLines, toTextFiles, type WrittenFile } from "@holdall/io";
import { expectTypeOf, it } from "vitest";

interface Person {
  readonly name: string;
}

const numbers = Bag.range(3);
const people = Bag.fromSequence<Person>([{ name: "Ada" }]);

it("makes a bag of what came of the files, of elements that can be written", () => {
  expectTypeOf(toTextFiles(people.pluck("name"), "a*")).toEqualTypeOf<Bag<WrittenFile>>();
  expectTypeOf(toJsonLines(numbers, (partition) => `${partition}`)).toEqualTypeOf<Bag<WrittenFile>>();
  expectTypeOf(toCsv(people, "a*", { columns: ["name"] })).toEqualTypeOf<Bag<WrittenFile>>();
  expectTypeOf(toCsv(people.batch(2), "a*")).toEqualTypeOf<Bag<WrittenFile>>();
  // @ts-expect-error elements that are no strings
  toTextFiles(numbers, "a*");
  // @ts-expect-error elements that have no fields
  toCsv(numbers, "a*");
  // @ts-expect-error an option that there is not
  toJsonLines(numbers, "a*", { delimiter: ";" });
});
