import { describeValue, InvalidArgumentError } from "@holdall/core/task";

/** Errors about elements, thrown while a task runs; the TaskError around them names operation, partition and index. */

export function notIterableError(what: string, value: unknown): TypeError {
  return new TypeError(`Expected ${what} to be iterable, got ${describeValue(value)}.`);
}

export function notCountError(count: unknown): TypeError {
  return new TypeError(
    `Expected what \`count\` yields to be whole numbers from 0 up, got ${describeValue(count)}.`,
  );
}

export function notFrequenciesError(portion: unknown): TypeError {
  return new TypeError(
    `Expected what \`frequencies\` yields to be arrays \`[elements, counts]\` of an array and as many numbers, got ${describeValue(portion)}.`,
  );
}

export function spentIterableError(): TypeError {
  return new TypeError(
    "Expected an iterable that can be read once more, but this one was read by an earlier run. Give one that begins anew each time, or persist() the bag.",
  );
}

export function notNumberError(value: unknown): TypeError {
  return new TypeError(`Expected the elements to be numbers, got ${describeValue(value)}.`);
}

export function tooFewElementsError(count: number, ddof: number): RangeError {
  return new RangeError(`Expected more elements than \`ddof\`, which is ${ddof}, got ${count}.`);
}

export function noBinsError(
  bins: number,
  { low, high }: { readonly low: number; readonly high: number },
): RangeError {
  return new RangeError(
    `Expected elements that ${bins} bins can be fitted to, but they reach from ${low} to ${high}. Give a \`range\`.`,
  );
}

export function largeSampleError(size: number, count: number): RangeError {
  return new RangeError(`Expected at least ${size} elements to take a sample of as many, got ${count}.`);
}

export function noChoiceError(size: number): RangeError {
  return new RangeError(`Expected elements to choose ${size} from, but the bag has none.`);
}

export function missingPropertyError(key: PropertyKey, element: unknown, hint: string): TypeError {
  const name = typeof key === "string" ? JSON.stringify(key) : String(key);
  return new TypeError(`Expected the element to have ${name}, got ${describeValue(element)}. ${hint}`);
}

export function notKeyError(part: unknown, key: unknown): TypeError {
  const holding = part === key ? "" : ` that holds ${describeValue(part)}`;
  return new TypeError(
    `Expected the key to be made of primitives, arrays, plain objects, dates and instances of registered classes, got ${describeValue(key)}${holding}.`,
  );
}

export function notSortableError(key: unknown): TypeError {
  return new TypeError(
    `Expected the keys to be numbers, strings, dates, bigints or booleans to be sorted by, got ${describeValue(key)}.`,
  );
}

export function mixedKeysError(first: string, other: string): TypeError {
  return new TypeError(
    `Expected all keys to be of one kind to be sorted by, but one is a ${first} and another one a ${other}.`,
  );
}

export function deepKeyError(maxDepth: number, key: unknown): TypeError {
  return new TypeError(
    `Expected the key to be nested no deeper than ${maxDepth} levels, and not within itself, got ${describeValue(key)}.`,
  );
}

export function unequalLengthsError(argument: number, length: number, isLonger: boolean): RangeError {
  const elements = `${length} ${length === 1 ? "element" : "elements"}`;
  const other = isLonger ? "fewer elements reach this call" : "more elements reach this call";
  return new RangeError(
    `Expected both bags to have equally many elements in this partition, but that of argument ${argument} has ${elements}, and ${other}.`,
  );
}

export function notArrayError(value: unknown): TypeError {
  return new TypeError(`Expected the elements to be arrays or typed arrays, got ${describeValue(value)}.`);
}

export function mixedKindsError(first: string, other: string): TypeError {
  return new TypeError(
    `Expected all elements to be arrays of one kind, but the first is of kind ${first} and this one of kind ${other}.`,
  );
}

export function emptyConcatenateError(): RangeError {
  return new RangeError("Expected at least one array to concatenate, but the bag has no elements.");
}

export function sequenceLengthError(before: number, now: number): InvalidArgumentError {
  return new InvalidArgumentError(
    `Bag.fromSequence(): Expected the array to stay as long as it was when the bag was made, ${before}, but its length is now ${now}.`,
  );
}

export function endedGroupError(): TypeError {
  return new TypeError(
    'A group of groupBy() with `as: "iterable"` was iterated after its task had ended, when its elements may be gone. Read it in the functions that are given it, or return it: what leaves a task is an array.',
  );
}

export function heldGroupError(): TypeError {
  return new TypeError(
    'A group of groupBy() with `as: "iterable"` cannot leave its task within an instance of a class. Put an array of its elements there: [...group].',
  );
}
