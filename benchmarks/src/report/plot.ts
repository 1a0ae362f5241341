/** What a plot shows, as data. */
export type Plot = DotPlot | LinePlot;

interface PlotTexts {
  /** The question that it answers. */
  readonly title: string;
  readonly subtitle: string;
}

/** One amount for each name. */
export interface DotPlot extends PlotTexts {
  readonly kind: "dots";
  /** What the amounts are, with their unit. */
  readonly unit: string;
  /** Logarithmic where amounts span decades. */
  readonly scale: "linear" | "log";
  /** Where the scale is logarithmic, each has an axis of its own. */
  readonly groups: readonly DotGroup[];
}

export interface DotGroup {
  readonly title: string;
  readonly dots: readonly Dot[];
}

export interface Dot {
  readonly name: string;
  readonly amount: number;
  /** Whether it is of holdall. */
  readonly isOurs: boolean;
}

/** How amounts grow with a size; both axes are logarithmic. */
export interface LinePlot extends PlotTexts {
  readonly kind: "lines";
  /** What the size is. */
  readonly size: string;
  readonly panels: readonly LinePanel[];
}

export interface LinePanel {
  /** What the amounts are, with their unit. */
  readonly unit: string;
  readonly lines: readonly Line[];
}

export interface Line {
  readonly name: string;
  readonly points: readonly (readonly [size: number, amount: number])[];
  /** Whether its amounts are written beside its points. */
  readonly isLabelled: boolean;
}

/** Dots from amounts by name; those that were not measured are left out. */
export function dotsOf(amounts: Readonly<Record<string, number | undefined>>, isOurs: boolean): Dot[] {
  return Object.entries(amounts).flatMap(([name, amount]) =>
    amount === undefined ? [] : [{ name, amount, isOurs }],
  );
}
