/** Makes pieces of whole lines into pieces of whole records, in which there may be newlines between quotes. */
export class RecordJoiner {
  readonly #quote: string;
  /** The beginning of a record that goes on. */
  #rest = "";
  #isQuoted = false;

  constructor(quote: string) {
    this.#quote = quote;
  }

  /** The records that end with this piece. */
  join(piece: string): string {
    if (countOf(this.#quote, piece) % 2 === 1) this.#isQuoted = !this.#isQuoted;
    const end = this.#isQuoted ? endOfRecords(piece, this.#quote) : piece.length;
    if (end === 0) {
      this.#rest += piece;
      return "";
    }
    const records = this.#rest + piece.slice(0, end);
    this.#rest = piece.slice(end);
    return records;
  }

  /** What is left when there are no more pieces. */
  end(): string {
    return this.#rest;
  }
}

/** Where the last record that ends ends, in a text that ends between quotes: 0 where there is none. */
function endOfRecords(text: string, quote: string): number {
  let end = text.length;
  // A newline with an odd number of quotes behind it is before the one that opens.
  let quotesBehind = 0;
  while (end > 0) {
    const newline = text.lastIndexOf("\n", end - 1);
    quotesBehind += countOf(quote, text.slice(newline + 1, end));
    if (newline < 0) return 0;
    if (quotesBehind % 2 === 1) return newline + 1;
    end = newline;
  }
  return 0;
}

function countOf(quote: string, text: string): number {
  let count = 0;
  for (let at = text.indexOf(quote); at >= 0; at = text.indexOf(quote, at + 1)) count++;
  return count;
}
