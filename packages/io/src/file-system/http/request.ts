import { PassingError } from "../resume.ts";

/** What all requests have in common. */
export interface RequestOptions {
  readonly headers: Readonly<Record<string, string>>;
  /** For how many ms nothing may come. */
  readonly timeout: number;
  /** On which it ends. */
  readonly signal?: AbortSignal | undefined;
}

/** What a server answered, with its bytes still to come. */
export interface Answer {
  readonly status: number;
  readonly statusText: string;
  readonly headers: Headers;
  /** To be iterated once, if at all; ends the connection when it is left early. */
  readonly bytes: AsyncIterable<Uint8Array>;
  /** Ends it where no byte is wanted. */
  readonly discard: () => Promise<void>;
}

/** @throws PassingError when no answer came, or one that says that another attempt may do better */
export async function request(
  url: string,
  own: Readonly<Record<string, string>>,
  { headers, timeout, signal }: RequestOptions,
): Promise<Answer> {
  const target = new URL(url);
  const watch = new Watch(timeout);
  let response: Response;
  try {
    watch.start();
    response = await fetch(withoutCredentials(target), {
      // Ranges count the bytes as they are, which a compressed answer would not be.
      headers: { "accept-encoding": "identity", ...credentialsOf(target), ...headers, ...own },
      signal: signal === undefined ? watch.signal : AbortSignal.any([watch.signal, signal]),
    });
  } catch (error) {
    throw new PassingError(reasonOf(error), { cause: error });
  } finally {
    watch.stop();
  }
  const { status, statusText, body } = response;
  const discard = async (): Promise<void> => body?.cancel();
  const answer = { status, statusText, headers: response.headers, bytes: read(body, watch), discard };
  if (!isPassing(status)) return answer;
  await discard();
  throw new PassingError(`the server answered ${`${status} ${statusText}`.trim()}`, {
    retryAfter: parseDelay(response.headers.get("retry-after")),
  });
}

async function* read(body: ReadableStream<Uint8Array> | null, watch: Watch): AsyncGenerator<Uint8Array> {
  if (body === null) return;
  const reader = body.getReader();
  try {
    for (;;) {
      watch.start();
      const { done, value } = await reader.read();
      watch.stop();
      if (done) return;
      yield value;
    }
  } catch (error) {
    throw new PassingError(reasonOf(error), { cause: error });
  } finally {
    watch.stop();
    // It may have ended by itself, or by an error that is told of already.
    await reader.cancel().catch(() => {});
  }
}

/** Aborts what takes too long. */
class Watch {
  readonly #timeout: number;
  readonly #abort = new AbortController();
  #timer: NodeJS.Timeout | undefined;

  constructor(timeout: number) {
    this.#timeout = timeout;
  }

  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  start(): void {
    this.#timer = setTimeout(
      () => this.#abort.abort(new Error(`nothing came for ${this.#timeout} ms`)),
      this.#timeout,
    );
  }

  stop(): void {
    clearTimeout(this.#timer);
  }
}

/** Overload, errors of the server, and what it had not the time for. */
function isPassing(status: number): boolean {
  return status === 408 || status === 425 || status === 429 || status >= 500;
}

const longestDelay = 60_000;

/** In ms, of seconds or a date. */
function parseDelay(text: string | null): number | undefined {
  if (text === null) return undefined;
  const delay = /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text) - Date.now();
  return Number.isNaN(delay) ? undefined : Math.min(Math.max(delay, 0), longestDelay);
}

/** The innermost reason: `fetch` says no more than that it failed. */
function reasonOf(error: unknown): string {
  const cause = (error as { readonly cause?: unknown } | undefined)?.cause;
  if (cause !== undefined) return reasonOf(cause);
  if (!(error instanceof Error)) return String(error);
  return error.message || ((error as NodeJS.ErrnoException).code ?? error.name);
}

function withoutCredentials(url: URL): URL {
  const bare = new URL(url);
  bare.username = "";
  bare.password = "";
  return bare;
}

function credentialsOf({ username, password }: URL): Record<string, string> {
  if (username === "" && password === "") return {};
  const credentials = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return { authorization: `Basic ${Buffer.from(credentials).toString("base64")}` };
}
