import { freshName } from "../source/build-code.ts";
import type { ClassPlan } from "../source/class-plan.ts";
import type { Encoder } from "./encoder.ts";

/**
 * Prepares classes whose instances travel with private members. Nothing but the constructor of a class can give an object
 * its private members, and nothing but code in the class can set them. So into its text goes:
 *
 * - at the start of the constructor, that it ends there when an instance is restored, and before the initial value of
 *   each field, that it is not computed then;
 * - at the end, a static block that hands out a function which sets the fields.
 */
export function stampClasses(encoder: Encoder): void {
  if (encoder.stamped.size === 0) return;
  const stamp = { ref: encoder.add({ kind: "stamp" }) };
  for (const [cls, { trail, owner }] of encoder.stamped) {
    const draft = encoder.functions.find(({ fn }) => fn === cls);
    const plan = draft?.source.class;
    if (!draft || !plan) {
      encoder.refuse(
        trail,
        `is an instance of \`${owner}\`, whose private \`#fields\` a module keeps to itself`,
        "Capture what it was made from and make it inside the function, or use properties that are not private.",
      );
      continue;
    }
    const name = freshName(2, draft.taken);
    draft.needed.push({ name, value: stamp });
    draft.edits.push(...stampEdits(plan, name, draft.taken));
  }
}

function stampEdits(
  plan: ClassPlan,
  stamp: string,
  taken: Set<string>,
): { start: number; end: number; text: string }[] {
  const object = freshName(2, taken);
  const values = freshName(2, taken);
  const set = (target: string, names: readonly string[]): string =>
    names.map((name, index) => `${target}.#${name}=${values}[${index}];`).join("");
  const edits = plan.initialisers.map(({ start }) => ({ start, end: start, text: `${stamp}.on?0:` }));
  const body = plan.constructor?.body.start;
  if (body !== undefined) {
    const text = `if(${stamp}.on){${plan.isDerived ? "super();" : ""}return}`;
    edits.push({ start: body + 1, end: body + 1, text });
  }
  edits.push({
    start: plan.end,
    end: plan.end,
    text:
      `;static{${stamp}.add(this,function(${object},${values}){${set(object, plan.privateFields)}},` +
      `function(${object},${values}){${set(object, plan.staticPrivateFields)}})}`,
  });
  return edits;
}
