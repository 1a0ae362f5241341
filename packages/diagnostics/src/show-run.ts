import { estimate } from "./estimate.ts";
import { formatCount, formatCountOf, formatDuration, formatRange, formatRate, shorten } from "./format.ts";
import { fractionOf, type KindProgress, type RunProgress, type RunningTask } from "./run-progress.ts";

/** A part of a line, and how much it is missed where there is no room for it: the higher the more. */
interface Segment {
  readonly text: string;
  readonly weight: number;
}

const longestBar = 20;
const longestName = 30;

/** A run in a line of a terminal, and one more for what is under way in it where that is known. */
export function showInLines(
  run: RunProgress,
  { now, width }: { readonly now: number; readonly width: number },
): readonly string[] {
  const fraction = fractionDone(run);
  const segments = [{ text: bar(fraction), weight: 3 }, ...segmentsOf(run, now, fraction)];
  const reported = mostReported(run);
  return [fit(segments, width), ...(reported === undefined ? [] : [shorten(describeTask(reported), width)])];
}

/** A run in a line that stays. */
export function showInLine(run: RunProgress, now: number): string {
  return `holdall: ${fit(segmentsOf(run, now, fractionDone(run)), Infinity)}`;
}

function segmentsOf(run: RunProgress, now: number, fraction: number): readonly Segment[] {
  const { elements, outcome } = run;
  const elapsed = now - run.begin;
  const segments = [
    { text: outcome ?? `${Math.floor(100 * fraction)} %`, weight: 9 },
    ...describeKinds(kindsUnderWay(run)),
  ];
  if (elements.total > 0)
    segments.push({
      text: `${formatCount(elements.done)} of ${formatCount(elements.total)} elements`,
      weight: 2,
    });
  if (run.resumed > 0) segments.push({ text: `${formatCount(run.resumed)} done before`, weight: 1 });
  const rate = rateOf(run, elapsed);
  if (rate > 0) segments.push({ text: formatRate(rate), weight: 1 });
  segments.push({ text: formatDuration(elapsed), weight: 4 });
  const left = outcome === undefined ? describeLeft(run, now) : undefined;
  if (left !== undefined) segments.push({ text: left, weight: 6 });
  for (const text of describeTroubles(run)) segments.push({ text, weight: 5 });
  return segments;
}

/** As many segments as there is room for. */
function fit(segments: readonly Segment[], width: number): string {
  const kept = new Set<Segment>();
  let length = -2;
  for (const segment of segments.toSorted((a, b) => b.weight - a.weight)) {
    if (length + 2 + segment.text.length > width) continue;
    length += 2 + segment.text.length;
    kept.add(segment);
  }
  return segments
    .filter((segment) => kept.has(segment))
    .map(({ text }) => text)
    .join("  ");
}

function bar(fraction: number): string {
  const filled = Math.floor(fraction * longestBar);
  return `[${"#".repeat(filled)}${"-".repeat(longestBar - filled)}]`;
}

// Of a task that says how far it is, a part is done.
function fractionDone(run: RunProgress): number {
  let { done } = run;
  for (const task of run.running.values()) done += fractionOf(task);
  return run.total === 0 ? 0 : Math.min(1, done / run.total);
}

/** What is under way; if nothing is, what comes next, and in the end all there was. */
function kindsUnderWay(run: RunProgress): readonly KindProgress[] {
  if (run.outcome !== undefined) return [...run.kinds.values()];
  const kinds = new Set<KindProgress>();
  for (const task of run.running.values()) kinds.add(run.kinds.get(task.kind)!);
  if (kinds.size > 0) return [...kinds];
  const next = [...run.kinds.values()].find(({ done, total }) => done < total);
  return next === undefined ? [] : [next];
}

function describeKinds(kinds: readonly KindProgress[]): readonly Segment[] {
  const [first] = kinds;
  if (first !== undefined && kinds.length === 1) {
    return [
      { text: shorten(first.operation, longestName), weight: 8 },
      { text: `${countsOf(first)} partitions`, weight: 7 },
    ];
  }
  return kinds.map((kind, place) => {
    return { text: `${shorten(kind.operation, longestName)} ${countsOf(kind)}`, weight: place === 0 ? 8 : 2 };
  });
}

function countsOf({ done, total }: KindProgress): string {
  return `${formatCount(done)} of ${formatCount(total)}`;
}

// What was done before took no time.
function rateOf({ done, resumed, elements }: RunProgress, elapsed: number): number {
  const count = elements.total > 0 ? elements.done - elements.resumed : done - resumed;
  return count / Math.max(1, elapsed);
}

function describeLeft(run: RunProgress, now: number): string | undefined {
  const left = estimate(run, now);
  if (left === undefined) return undefined;
  const without = left.without.length === 0 ? "" : `, then ${shorten(left.without.join(", "), longestName)}`;
  return `${formatRange(left.low, left.high)} left${without}`;
}

function describeTroubles({ troubles }: RunProgress): readonly string[] {
  const { failures, retries, crashes, stuck } = troubles;
  return [
    failures > 0 && formatCountOf(failures, "failure", "failures"),
    retries > 0 && formatCountOf(retries, "retry", "retries"),
    crashes > 0 && formatCountOf(crashes, "crash", "crashes"),
    stuck > 0 && `${formatCount(stuck)} stuck`,
  ].filter((text) => text !== false);
}

/** The task that has run longest of those that say how far they are. */
function mostReported(run: RunProgress): RunningTask | undefined {
  for (const task of run.running.values()) if (task.progress !== undefined) return task;
  return undefined;
}

function describeTask({ partition, progress }: RunningTask): string {
  const { operation, index, fraction } = progress!;
  const element = index === undefined ? "" : ` element ${index},`;
  return `  ${operation}:${element} partition ${partition}: ${Math.floor(100 * fraction)} %`;
}
