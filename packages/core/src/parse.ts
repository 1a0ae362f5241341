import { z } from "zod";
import { InvalidArgumentError, describeValue, withArticle } from "./errors.ts";
import { isPlainObject } from "./is-plain-object.ts";

/**
 * Checks what a user passed against a schema; unknown keys of strict objects are refused with a suggestion.
 * @param where - the call as the user wrote it, for the message: `"bag.compute()"`
 * @throws InvalidArgumentError naming argument, what was got and what is allowed
 */
export function parseOptions<S extends z.ZodType>(schema: S, value: unknown, where: string): z.output<S> {
  const result = schema.safeParse(value);
  if (!result.success) {
    const issues = result.error.issues.map(toInnermost);
    const message = issues.map((issue) => describeIssue(issue, value, schema)).join(" ");
    throw new InvalidArgumentError(`${where}: ${message}`);
  }
  if (isForeign(value, schema)) {
    throw new InvalidArgumentError(
      `${where}: Expected the options to be an object, got ${describeValue(value)}.`,
    );
  }
  return result.data;
}

/** A whole number from `minimum` up: counts of partitions, workers, elements. */
export function wholeNumber(minimum: number): z.ZodType<number> {
  return z
    .custom<number>((value) => Number.isSafeInteger(value) && (value as number) >= minimum)
    .describe(`a whole number from ${minimum} up`);
}

// That of a timer: what is longer would be over at once.
const longestMs = 2 ** 31 - 1;

/** Milliseconds after which something is over. */
export function duration(): z.ZodType<number> {
  return z
    .custom<number>((value) => typeof value === "number" && value > 0 && value <= longestMs)
    .describe(`a number of milliseconds above 0 and up to ${longestMs}, which are 24 days`);
}

/** @throws InvalidArgumentError unless `fn` is a function */
export function assertFunction(fn: unknown, name: string, where: string): void {
  if (typeof fn !== "function") {
    throw new InvalidArgumentError(
      `${where}: Expected \`${name}\` to be a function, got ${describeValue(fn)}.`,
    );
  }
}

// An instance that has none of the options was meant for something else, as a pool that is not named `scheduler` or a bag
// too many; it would change nothing.
function isForeign(value: unknown, schema: z.ZodType): boolean {
  if (typeof value !== "object" || value === null || isPlainObject(value)) return false;
  return !keysOf(schema).some((key) => key in value);
}

type Issue = z.core.$ZodIssue;

/** Of what may be one of several kinds, and is an object as one of them is: what is wrong in that object. */
function toInnermost(issue: Issue): Issue {
  if (issue.code !== "invalid_union") return issue;
  const inner = issue.errors.flat().find(({ path }) => typeof path[0] === "string");
  return inner === undefined ? issue : toInnermost({ ...inner, path: [...issue.path, ...inner.path] });
}

function describeIssue(issue: Issue, root: unknown, schema: z.ZodType): string {
  if (issue.code === "unrecognized_keys") {
    const prefix = issue.path.map((key) => `${String(key)}.`).join("");
    const allowed = keysOf(schemasAlong(issue.path, schema).at(-1));
    return issue.keys
      .map((key) =>
        describeUnknownKey(
          `${prefix}${key}`,
          allowed.map((name) => prefix + name),
        ),
      )
      .join(" ");
  }
  const name = issue.path.length === 0 ? "the options" : `\`${issue.path.join(".")}\``;
  const got = describeValue(valueAt(root, issue.path));
  if (issue.code === "custom" && issue.message !== "Invalid input") return `${issue.message}.`;
  return `Expected ${name} to be ${describeAllowed(issue, schema)}, got ${got}.`;
}

function describeUnknownKey(key: string, allowed: readonly string[]): string {
  const near = allowed.find((name) => isNear(key, name));
  const hint = near === undefined ? "" : ` Did you mean \`${near}\`?`;
  return `Unknown option \`${key}\`.${hint} Allowed: ${allowed.map((name) => `\`${name}\``).join(", ") || "none"}.`;
}

// The schema's own description, as zod's messages speak of types, not of what a caller may write.
function describeAllowed(issue: Issue, schema: z.ZodType): string {
  const described = schemasAlong(issue.path, schema)
    .map(descriptionOf)
    .findLast((one) => one !== undefined);
  return described ?? (issue.code === "invalid_type" ? withArticle(issue.expected) : issue.message);
}

/** The schema, and those of the options that a path leads through, as far as they are known. */
function schemasAlong(path: readonly PropertyKey[], schema: z.ZodType): unknown[] {
  const schemas: unknown[] = [schema];
  for (const key of path) {
    const field = fieldOf(schemas.at(-1), key);
    if (field === undefined) break;
    schemas.push(field);
  }
  return schemas;
}

function fieldOf(schema: unknown, key: PropertyKey): unknown {
  if (schema instanceof z.ZodObject) return (schema.shape as Record<PropertyKey, unknown>)[key];
  if (schema instanceof z.ZodOptional) return fieldOf(schema.unwrap(), key);
  if (!(schema instanceof z.ZodUnion)) return undefined;
  return schema.options.map((option) => fieldOf(option, key)).find((field) => field !== undefined);
}

/** The keys of the object that a schema is of, or may be of. */
function keysOf(schema: unknown): string[] {
  if (schema instanceof z.ZodObject) return Object.keys(schema.shape);
  if (schema instanceof z.ZodOptional) return keysOf(schema.unwrap());
  return schema instanceof z.ZodUnion ? schema.options.flatMap(keysOf) : [];
}

function descriptionOf(schema: unknown): string | undefined {
  if (!(schema instanceof z.ZodType)) return undefined;
  return schema.description ?? (schema instanceof z.ZodOptional ? descriptionOf(schema.unwrap()) : undefined);
}

function valueAt(root: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) => (value as Record<PropertyKey, unknown> | undefined)?.[key],
    root,
  );
}

/** Whether one is the other with a typing slip: case aside, at most two letters added, dropped or changed. */
function isNear(a: string, b: string): boolean {
  const [left, right] = [a.toLowerCase(), b.toLowerCase()];
  let row = Array.from({ length: right.length + 1 }, (_, j) => j);
  for (let i = 1; i <= left.length; i++) {
    const next = [i];
    for (let j = 1; j <= right.length; j++) {
      next[j] = Math.min(next[j - 1]! + 1, row[j]! + 1, row[j - 1]! + (left[i - 1] === right[j - 1] ? 0 : 1));
    }
    row = next;
  }
  return row[right.length]! <= Math.min(2, right.length - 1);
}
