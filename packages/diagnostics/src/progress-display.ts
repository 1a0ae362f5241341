import type { EngineEvent, ProgressDisplay, WatchableRun } from "@holdall/core";
import type { Board, RunView } from "./board.ts";

/** Where progress is written: what is needed of `process.stderr`. */
export interface ProgressStream {
  /** Writes a text, without a line break of its own. */
  write(text: string): unknown;
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
}

/** Options of {@link createProgressDisplay}. */
export interface ProgressDisplayOptions {
  /** @default process.stderr */
  readonly stream?: ProgressStream | undefined;
}

const showAfterMs = 2000;
const ignore = (): void => undefined;

/**
 * Makes a display that shows how far runs are: on a terminal in lines at its bottom that change, elsewhere, or where `CI`
 * or `NO_COLOR` is set, in a line every five seconds. Runs that are under way at once share it.
 *
 * It shows runs whose option `progress` is `true`, and those of which nothing is said as soon as they have taken two
 * seconds, if it is on a terminal and `CI` is not set. One that writes to `process.stderr` is registered when
 * `@holdall/diagnostics` is imported.
 *
 * @example
 * ```ts
 * import { createWriteStream } from "node:fs";
 * import { Bag, createProgressDisplay, registerProgress } from "holdall";
 *
 * registerProgress(createProgressDisplay({ stream: createWriteStream("progress.log") }));
 * await Bag.range(4, { npartitions: 4 }).map((x) => x * x).compute({ progress: true });
 * ```
 */
export function createProgressDisplay({
  stream = process.stderr,
}: ProgressDisplayOptions = {}): ProgressDisplay {
  let loading: Promise<Board> | undefined;
  // Most scripts are over before there is anything to show.
  const load = (): Promise<Board> =>
    (loading ??= import("./board.ts").then(({ Board }) => new Board(stream, isPlain(stream))));
  return (run) => {
    if (run.progress === true) return watch(run, load(), performance.now());
    if (stream.isTTY !== true || isSet("CI")) return ignore;
    const begin = performance.now();
    let end = ignore;
    const timer = setTimeout(() => (end = watch(run, load(), begin)), showAfterMs).unref();
    return () => {
      clearTimeout(timer);
      end();
    };
  };
}

function isPlain({ isTTY }: ProgressStream): boolean {
  return isTTY !== true || isSet("CI") || isSet("NO_COLOR") || process.env["TERM"] === "dumb";
}

function isSet(variable: string): boolean {
  const value = process.env[variable] ?? "";
  return value !== "" && value !== "0" && value !== "false";
}

/** Shows a run on a board that is still being made: what happens until then is shown then. */
function watch(run: WatchableRun, loading: Promise<Board>, begin: number): () => void {
  const missed: EngineEvent[] = [];
  let view: RunView | undefined;
  let isOver = false;
  run.listen((event) => {
    if (view === undefined) missed.push(event);
    else view.onEvent(event);
  });
  void loading.then((board) => {
    view = board.open(begin);
    for (const event of missed) view.onEvent(event);
    if (isOver) view.close();
  });
  return () => {
    isOver = true;
    view?.close();
  };
}
