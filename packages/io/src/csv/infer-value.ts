/** What a field may be where its type is inferred. */
export type InferredValue = string | number | boolean | null;

// As JSON writes numbers: with a zero before them they are codes.
const number = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;
const whole = /^-?\d+$/;

/** What a field is by how it is written: nothing, true or false, a number, unless it is whole and would lose digits, or text. */
export function inferValue(field: string): InferredValue {
  if (field === "") return null;
  if (field === "true") return true;
  if (field === "false") return false;
  if (!number.test(field)) return field;
  const value = Number(field);
  const isExact = whole.test(field) ? Number.isSafeInteger(value) : Number.isFinite(value);
  return isExact ? value : field;
}
