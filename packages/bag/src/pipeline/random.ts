/**
 * A stream of random numbers that is the same on every machine: sfc32, the "small fast chaotic" generator of Chris
 * Doty-Humphrey's PractRand (public domain), seeded as it is there with three words. It passes all tests of PractRand
 * and of TestU01. Streams of different seeds do not meet within 2^32 words: each step can be undone, and counts.
 */
export interface RandomStream {
  a: number;
  b: number;
  c: number;
  counter: number;
}

const wordSize = 2 ** 32;
const warmUp = 15;

/**
 * @param seed - a whole number from 0 up, all of whose 53 bits count
 * @param index - which of the seed's streams: the partition's, say; a whole number from 0 up
 */
export function createRandomStream(seed: number, index: number): RandomStream {
  const stream = { a: seed | 0, b: (seed / wordSize) | 0, c: index | 0, counter: 1 };
  for (let i = 0; i < warmUp; i++) nextWord(stream);
  return stream;
}

/** The next number of a stream: at least 0 and less than 1, one of 2^53 that are equally likely. */
export function nextRandom(stream: RandomStream): number {
  const high = nextWord(stream) >>> 5;
  const low = nextWord(stream) >>> 6;
  return (high * 2 ** 26 + low) / 2 ** 53;
}

/** The next 32 bits of a stream, as a signed number. */
function nextWord(stream: RandomStream): number {
  const { a, b, c, counter } = stream;
  const word = (((a + b) | 0) + counter) | 0;
  stream.counter = (counter + 1) | 0;
  stream.a = b ^ (b >>> 9);
  stream.b = (c + (c << 3)) | 0;
  stream.c = (((c << 21) | (c >>> 11)) + word) | 0;
  return word;
}
