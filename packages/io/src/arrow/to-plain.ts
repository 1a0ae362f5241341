import type {
  DataType,
  Dictionary,
  FixedSizeList,
  List,
  Map_,
  MapRow,
  Struct,
  StructRow,
  Vector,
} from "apache-arrow";
import type { Arrow } from "./library.ts";

/** Makes a plain value of one that the library gives. */
export type ToPlain = (value: unknown) => unknown;

const same: ToPlain = (value) => value;

/** How values of a type become plain: numbers, bigints, strings, dates, bytes, arrays and objects. */
export function createToPlain(type: DataType, arrow: Arrow): ToPlain {
  const present = createPresent(type, arrow);
  return present === same
    ? (value) => value ?? null
    : (value) => (value === null || value === undefined ? null : present(value));
}

function createPresent(type: DataType, arrow: Arrow): ToPlain {
  const { Type } = arrow;
  switch (type.typeId) {
    case Type.Date:
    case Type.Timestamp:
      return (value) => new Date(Number(value));
    case Type.Decimal: {
      const { scale, bitWidth } = type as DataType & { readonly scale: number; readonly bitWidth: number };
      return (value) => toDecimal(value as Uint32Array, { scale, bitWidth });
    }
    case Type.Binary:
    case Type.LargeBinary:
    case Type.BinaryView:
    case Type.FixedSizeBinary:
      return (value) => new Uint8Array(value as Uint8Array);
    case Type.Interval:
      return (value) => Array.from(value as Int32Array);
    case Type.List:
    case Type.LargeList:
    case Type.FixedSizeList: {
      const item = createToPlain((type as List | FixedSizeList).valueType as DataType, arrow);
      return (value) => {
        const vector = value as Vector;
        return Array.from({ length: vector.length }, (_, i) => item(vector.get(i)));
      };
    }
    case Type.Struct:
      return structToPlain(type as Struct, arrow);
    case Type.Map: {
      const item = createToPlain((type as Map_).valueType as DataType, arrow);
      return (value) =>
        Object.fromEntries([...(value as MapRow)].map(([key, one]) => [String(key), item(one)]));
    }
    case Type.Dictionary:
      return createToPlain((type as Dictionary).dictionary as DataType, arrow);
    default:
      return same;
  }
}

function structToPlain(type: Struct, arrow: Arrow): ToPlain {
  const fields = type.children.map(
    (field) => [nameOf(field), createToPlain(field.type as DataType, arrow)] as const,
  );
  return (value) => {
    // Gone through, as the methods of a row hide fields that have their names.
    const values = Array.from(value as StructRow, ([, one]) => one as unknown);
    return Object.fromEntries(fields.map(([name, toPlain], i) => [name, toPlain(values[i])]));
  };
}

/** The name of a field, of which the library says that it is `null` where it has no characters. */
export function nameOf({ name }: { readonly name: string | null }): string {
  return name ?? "";
}

interface Digits {
  readonly scale: number;
  readonly bitWidth: number;
}

/** @param words - of 32 bits, the lowest first, as a number in two's complement */
function toDecimal(words: Uint32Array, { scale, bitWidth }: Digits): number {
  let unsigned = 0n;
  for (let i = words.length - 1; i >= 0; i--) unsigned = (unsigned << 32n) | BigInt(words[i]! >>> 0);
  return Number(BigInt.asIntN(bitWidth, unsigned)) / 10 ** scale;
}
