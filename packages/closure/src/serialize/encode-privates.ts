import type { Encoded, OwnState, Privates } from "../serialized-value.ts";
import type { PrivateMember } from "../capture/private-fields.ts";
import type { Encoder } from "./encoder.ts";
import { ownName } from "./own-name.ts";
import { classesOf, hasPrivateFields, hasPrivateMembers, planOf } from "./private-class.ts";
import { along, alongProperty, type Trail } from "./trail.ts";

/** Encodes the private fields of an instance; nothing for objects that have none. */
export function encodePrivates(
  encoder: Encoder,
  object: object,
  trail: Trail | undefined,
): Pick<OwnState, "privates" | "stampedBy"> {
  const makers = classesOf(object).filter(hasPrivateMembers).reverse();
  if (makers.length === 0) return {};
  const members = encoder.privateMembers(object);
  // Not made by the constructor, it has no fields. Private methods cannot be seen: they are taken to be there.
  const classes = members?.length === 0 ? makers.filter((cls) => !hasPrivateFields(cls)) : makers;
  const [first] = classes;
  if (!first) return {};
  const privates: Privates[] = [];
  for (const cls of classes) {
    const values = takeValues(encoder, cls, members ?? [], trail);
    if (!values) {
      encoder.refuse(
        trail,
        `is an instance of \`${ownName(cls)}\`, whose private \`#fields\` cannot be read`,
        "Capture what it was made from and make it inside the function, or use properties that are not private.",
      );
      return {};
    }
    privates.push({ of: encoder.encode(cls, along(trail, ".constructor")), values });
    encoder.stamped.set(cls, { trail, owner: ownName(cls) });
  }
  const stampedBy = planOf(first)?.isDerived === false ? { stampedBy: encoder.encode(first, trail) } : {};
  return { ...stampedBy, privates };
}

/** Encodes the static private fields of a class. */
export function encodeStaticPrivates(
  encoder: Encoder,
  cls: Function,
  trail: Trail | undefined,
): readonly Encoded[] {
  const names = planOf(cls)?.staticPrivateFields ?? [];
  if (names.length === 0) return [];
  const members = encoder.privateMembers(cls);
  encoder.stamped.set(cls, { trail, owner: ownName(cls) });
  return names.map((name) => {
    const member = members?.find((one) => one.name === `#${name}`);
    return encoder.encode(member?.value, alongProperty(trail, `#${name}`));
  });
}

/** The values of the fields of one class; they are taken out of the list, so that those of a subclass come next. */
function takeValues(
  encoder: Encoder,
  cls: Function,
  members: PrivateMember[],
  trail: Trail | undefined,
): Encoded[] | undefined {
  const plan = planOf(cls);
  const values: Encoded[] = [];
  for (const name of plan?.privateFields ?? []) {
    const place = members.findIndex((member) => member.name === `#${name}`);
    const member = members[place];
    // A method of the same name in another class of the object could be mistaken for the field.
    if (!member || members.filter((one) => one.name === member.name).length > 1) return undefined;
    members.splice(place, 1);
    values.push(encoder.encode(member.value, along(trail, `.#${name}`)));
  }
  return values;
}
