import { describeValue, InvalidArgumentError } from "@holdall/core/task";

/**
 * A schema of elements by the [Standard Schema](https://standardschema.dev) interface, which those of zod, valibot, arktype
 * and others have.
 *
 * @typeParam T - what an element is once it is validated
 */
export interface ElementSchema<T> {
  readonly "~standard": {
    readonly version: 1;
    readonly vendor: string;
    /** What becomes of a value. */
    readonly validate: (value: unknown) => SchemaResult<T> | Promise<SchemaResult<T>>;
  };
}

/** What the validation of an element comes to. */
export type SchemaResult<T> =
  { readonly value: T; readonly issues?: undefined } | { readonly issues: readonly SchemaIssue[] };

/** Something that is wrong with an element. */
export interface SchemaIssue {
  readonly message: string;
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined;
}

/**
 * A schema is made where it is used, as one that is there already could not travel.
 * @throws InvalidArgumentError unless it is a function that makes a schema
 */
export function assertSchemaMaker(schema: unknown, where: string): void {
  if (schema === undefined) return;
  const isMaker = typeof schema === "function" && !isSchema(schema);
  const made: unknown = isMaker ? (schema as () => unknown)() : schema;
  if (isMaker && isSchema(made)) return;
  const got = isMaker ? `a function that returns ${describeValue(made)}` : describeValue(schema);
  throw new InvalidArgumentError(
    `${where}: Expected \`schema\` to be a function that makes a schema, as in \`schema: () => z.object({ id: z.number() })\`, got ${got}. It is called in the workers, where a schema itself cannot go.`,
  );
}

function isSchema(value: unknown): value is ElementSchema<unknown> {
  const standard = (value as Partial<ElementSchema<unknown>> | null | undefined)?.["~standard"];
  return typeof standard?.validate === "function";
}

/** Gives what an element becomes, or throws an error that says what is wrong with it. */
export type Validate = (value: unknown) => unknown;

export function createValidate(makeSchema: () => ElementSchema<unknown>): Validate {
  const { validate } = makeSchema()["~standard"];
  return (value) => {
    const result = validate(value);
    if ("then" in result) {
      throw new InvalidArgumentError(
        "Expected `schema` to validate at once, got a promise. Validate with `map` what has to be waited for.",
      );
    }
    if (result.issues !== undefined) throw new Error(result.issues.map(describeIssue).join("; "));
    return result.value;
  };
}

function describeIssue({ message, path = [] }: SchemaIssue): string {
  const keys = path.map((part) => String(typeof part === "object" ? part.key : part));
  return keys.length === 0 ? message : `${keys.join(".")}: ${message}`;
}
