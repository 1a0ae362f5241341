import { types } from "node:util";
import { z } from "zod";
import { describeValue, InvalidArgumentError } from "../errors.ts";
import { parseOptions } from "../parse.ts";
import { isOfNode } from "./class-list.ts";
import { isBuiltIn } from "./clone-kind.ts";
import { isNative } from "./is-native.ts";
import { addClass, classNamed, type RegisteredClass } from "./registered.ts";

/** How instances of a class travel. */
export interface ClassOptions<T, D = never> {
  /** Makes data of an instance, in which there may be instances of registered classes. @default its own enumerable properties */
  readonly encode?: ((instance: T) => D) | undefined;
  /** Makes an instance of such data. @default an object of the class that has the data's properties; no constructor runs */
  readonly decode?: ((data: D) => T) | undefined;
  /** What tells the class from others that are registered. @default the class's own name */
  readonly name?: string | undefined;
}

const where = "registerClass()";
const schema = z.strictObject({
  encode: z
    .custom<RegisteredClass["encode"]>((value) => typeof value === "function")
    .describe("a function")
    .optional(),
  decode: z
    .custom<RegisteredClass["decode"]>((value) => typeof value === "function")
    .describe("a function")
    .optional(),
  name: z.string().min(1).describe("a string of at least one character").optional(),
});

/**
 * Lets instances of a class be elements, arguments and results: on their way to workers and back they stay instances,
 * here of this very class, in a worker of the class that your functions have there. Where they are keys, equal data
 * makes equal keys.
 *
 * Without it, data that holds an instance is refused where it would have to go to another thread or process, as it
 * would come out as a plain object there. What functions capture needs none: it goes along with its class.
 *
 * A class that extends this one has to be registered itself. Register a class again to change how it travels; runs that
 * have begun are not touched by that.
 *
 * @param Class - of any kind but those that travel as they are: objects, arrays, `Map`, `Date`, `URL` and the like
 * @throws InvalidArgumentError when `Class` is no class, or one that travels as it is; for unknown or invalid options;
 * for a name that another class has; and, without `encode` and `decode`, for a class with `#private` members, which can be
 * read by the class alone, and for a native class
 *
 * @example
 * ```ts
 * import { Bag, registerClass } from "holdall";
 *
 * class Celsius {
 *   readonly degrees: number;
 *   constructor(degrees: number) {
 *     this.degrees = degrees;
 *   }
 *   get fahrenheit(): number {
 *     return this.degrees * 1.8 + 32;
 *   }
 * }
 * registerClass(Celsius);
 *
 * const week = [new Celsius(20), new Celsius(25)];
 * const warmer = await Bag.fromSequence(week).map((day) => new Celsius(day.degrees + 5)).compute();
 * console.log(warmer.map((day) => day.fahrenheit)); // [ 77, 86 ]
 * ```
 *
 * @example
 * ```ts
 * import { Bag, registerClass } from "holdall";
 *
 * class Secret {
 *   readonly #text: string;
 *   constructor(text: string) {
 *     this.#text = text;
 *   }
 *   get text(): string {
 *     return this.#text;
 *   }
 * }
 * registerClass(Secret, { encode: (secret) => secret.text, decode: (text) => new Secret(text) });
 *
 * const secrets = Bag.fromSequence(["a", "bcd"]).map((text) => new Secret(text));
 * console.log((await secrets.compute()).map((secret) => secret.text)); // [ 'a', 'bcd' ]
 * ```
 */
export function registerClass<T extends object, D = Partial<T>>(
  Class: abstract new (...args: never) => T,
  options: ClassOptions<T, D> = {},
): void {
  assertClass(Class);
  const { encode, decode, name = Class.name } = parseOptions(schema, options, where);
  if (name === "") {
    throw new InvalidArgumentError(
      `${where}: Expected a class without a name to be given one: \`{ name }\`.`,
    );
  }
  const known = classNamed(name);
  if (known !== undefined && known.Class !== Class) {
    throw new InvalidArgumentError(
      `${where}: Another class is registered as "${name}". Give this one a name of its own: \`{ name }\`.`,
    );
  }
  if (encode === undefined || decode === undefined) assertNothingHidden(Class);
  addClass({ name, Class, encode, decode });
}

function assertClass(Class: unknown): asserts Class is RegisteredClass["Class"] & { readonly name: string } {
  const prototype =
    typeof Class === "function" ? (Class as { readonly prototype?: unknown }).prototype : undefined;
  if (typeof prototype !== "object" || prototype === null) {
    throw new InvalidArgumentError(
      `${where}: Expected \`Class\` to be a class, got ${describeValue(Class)}.`,
    );
  }
  if (isBuiltIn(prototype) || isOfNode(Class)) {
    throw new InvalidArgumentError(
      `${where}: Expected a class of your own, got ${(Class as { readonly name: string }).name}, which travels as it is.`,
    );
  }
}

function assertNothingHidden(Class: RegisteredClass["Class"]): void {
  for (let at: unknown = Class; typeof at === "function"; at = Object.getPrototypeOf(at)) {
    if (hidesAll(at)) {
      throw new InvalidArgumentError(
        `${where}: The class ${at.name} is native, so that nobody else can read what it holds. Give \`encode\` and \`decode\`, which make data of an instance and an instance of data.`,
      );
    }
    const [member] =
      /\.#[\p{ID_Start}$_][\p{ID_Continue}$]*/u.exec(Function.prototype.toString.call(at)) ?? [];
    if (member === undefined) continue;
    throw new InvalidArgumentError(
      `${where}: The class ${at.name} has the private member ${member.slice(1)}, which nobody else can read. Give \`encode\` and \`decode\`, which may use methods of the class.`,
    );
  }
}

// Promises, for one, and classes of native modules.
function hidesAll(Class: { readonly prototype?: unknown }): boolean {
  const { prototype } = Class;
  if (typeof prototype !== "object" || prototype === null || isBuiltIn(prototype)) return false;
  return isNative(Class) && !types.isProxy(Class);
}
