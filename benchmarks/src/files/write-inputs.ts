import { closeSync, openSync, writeSync } from "node:fs";

/** Writes a file of so many bytes, or a line more; the same bytes for the same length. */
type Write = (file: string, bytes: number) => void;

/** Lines of some ten words each, of which few are frequent and many are rare, as in a language. */
export const writeText: Write = (file, bytes) => {
  const next = createRandom(1);
  writeLines(file, bytes, () => {
    const words = Array.from({ length: 6 + (next() % 9) }, () => wordOf(next));
    return words.join(" ");
  });
};

/** Records as lines of JSON. */
export const writeRecords: Write = (file, bytes) => {
  const next = createRandom(2);
  let id = 0;
  writeLines(file, bytes, () =>
    JSON.stringify({
      id: id++,
      time: new Date(1.6e12 + 1000 * id).toISOString(),
      category: `category ${next() % 40}`,
      status: next() % 10 === 0 ? "failed" : "ok",
      amount: next() % 1000,
      tags: Array.from({ length: next() % 4 }, () => wordOf(next)),
      user: { name: wordOf(next), age: next() % 100 },
    }),
  );
};

// So much of a file is made up; the rest repeats it, which makes no difference to those who read it.
const ownBytes = 2 ** 25;
const pieceBytes = 2 ** 20;

function writeLines(file: string, bytes: number, lineOf: () => string): void {
  const descriptor = openSync(file, "w");
  try {
    const pieces: Buffer[] = [];
    let written = 0;
    for (let i = 0; written < bytes; i++) {
      const piece = pieces.length * pieceBytes < ownBytes ? makePiece(lineOf) : pieces[i % pieces.length]!;
      if (i >= pieces.length) pieces.push(piece);
      const rest = bytes - written;
      const end = piece.length <= rest ? piece.length : piece.indexOf("\n", rest - 1) + 1;
      writeSync(descriptor, piece, 0, end);
      written += end;
    }
  } finally {
    closeSync(descriptor);
  }
}

function makePiece(lineOf: () => string): Buffer {
  let text = "";
  while (text.length < pieceBytes) text += `${lineOf()}\n`;
  return Buffer.from(text);
}

const syllables = [
  "ba",
  "den",
  "fi",
  "gor",
  "ha",
  "jul",
  "ke",
  "lom",
  "mi",
  "nar",
  "pe",
  "quo",
  "ri",
  "sta",
  "tu",
];

// The lower of several numbers is mostly low.
function wordOf(next: () => number): string {
  let number = Math.min(next() % 50_625, next() % 50_625, next() % 50_625, next() % 50_625);
  let word = "";
  do {
    word += syllables[number % syllables.length]!;
    number = Math.floor(number / syllables.length);
  } while (number > 0);
  return word;
}

/** Whole numbers below 2 ** 31: a linear congruential generator, the low bits of which are dropped. */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
    return (state >>> 8) & 0x7f_ff_ff;
  };
}
