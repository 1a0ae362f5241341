const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/** A length of time, as exact as one wants to know it: `"4.2 s"`, `"1 min 05 s"`, `"3 h 20 min"`, `"2 d 4 h"`. */
export function formatDuration(ms: number): string {
  if (ms < 10 * second - 50) return `${(ms / second).toFixed(1)} s`;
  if (ms < minute - 500) return `${Math.round(ms / second)} s`;
  if (ms < hour - 500) return inUnits(Math.round(ms / second), 60, ["min", "s"]);
  if (ms < day - 30 * second) return inUnits(Math.round(ms / minute), 60, ["h", "min"]);
  return inUnits(Math.round(ms / hour), 24, ["d", "h"]);
}

function inUnits(value: number, size: number, [large, small]: readonly [string, string]): string {
  const rest = String(value % size).padStart(2, "0");
  return `${Math.floor(value / size)} ${large} ${rest} ${small}`;
}

/** From a length of time to another one; one of them where both look the same. */
export function formatRange(low: number, high: number): string {
  const [from, to] = [formatDuration(low), formatDuration(high)];
  return from === to ? from : `${from} to ${to}`;
}

/** A whole number: `"1,234,567"`. */
export function formatCount(count: number): string {
  return String(count).replaceAll(/\B(?=(\d{3})+$)/g, ",");
}

/** How many in which time: `"3.2/s"`, `"12/min"`, `"4.5/h"`. */
export function formatRate(perMs: number): string {
  const units = [
    ["s", second],
    ["min", minute],
  ] as const;
  for (const [unit, ms] of units) if (perMs * ms >= 1) return `${shortNumber(perMs * ms)}/${unit}`;
  return `${shortNumber(perMs * hour)}/h`;
}

function shortNumber(value: number): string {
  return value < 10 ? value.toFixed(1) : formatCount(Math.round(value));
}

/** `"1 retry"`, `"2 retries"`. */
export function formatCountOf(count: number, one: string, many: string): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}

/** A text, cut to a length. */
export function shorten(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, Math.max(0, length - 1))}…`;
}
