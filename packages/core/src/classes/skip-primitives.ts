/**
 * The index of the first element that may be an object. Arrays of numbers and strings can be long, and to read one is
 * fast only in a loop that has not seen arrays of many kinds; so each kind has its own.
 */
export function firstThatMayBeObject(array: readonly unknown[]): number {
  const [first] = array;
  if (typeof first === "string") return skipStrings(array);
  if (typeof first !== "number") return 0;
  return Number.isInteger(first) && Number.isInteger(array.at(-1)) ? skipIntegers(array) : skipNumbers(array);
}

function skipStrings(array: readonly unknown[]): number {
  let i = 0;
  while (i < array.length && typeof array[i] === "string") i += 1;
  return i;
}

function skipIntegers(array: readonly unknown[]): number {
  let i = 0;
  while (i < array.length && typeof array[i] === "number") i += 1;
  return i;
}

function skipNumbers(array: readonly unknown[]): number {
  let i = 0;
  while (i < array.length && typeof array[i] === "number") i += 1;
  return i;
}
