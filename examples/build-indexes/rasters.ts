import { readFile } from "node:fs/promises";

/** Two grids of one shape over the globe, row by row from the north, a cell for each degree. */
export interface Rasters {
  readonly height: number;
  readonly width: number;
  /** In mm a year; `fillValue` where nothing was measured. */
  readonly precipitation: Float64Array;
  /** The mean of the year, in °C. */
  readonly temperature: Float64Array;
}

const fillValue = -1e20;

/**
 * Reads the precipitation of the year 2016 (Climate Forecast System, as vega-datasets ships it) on to a grid of the
 * whole globe, and computes the temperature that belongs to it.
 */
export async function readRasters(): Promise<Rasters> {
  const file = new URL("../data/annual-precip.json", import.meta.resolve("vega-datasets"));
  const raster = JSON.parse(await readFile(file, "utf8")) as {
    values: number[];
    /** Longitude and latitude of the corner in the north-west. */
    translate: [number, number];
  };

  const height = 180;
  const width = 360;
  const [, north] = raster.translate;
  // The raster ends some degrees before the poles: the cells beyond keep the fill value.
  const precipitation = new Float64Array(height * width).fill(fillValue);
  precipitation.set(raster.values, (90 - north) * width);
  const temperature = Float64Array.from(precipitation, (_, cell) =>
    meanTemperature(89.5 - Math.floor(cell / width)),
  );
  return { height, width, precipitation, temperature };
}

/** The mean temperature of a latitude, by the energy balance model of North, Cahalan and Coakley (1981). */
function meanTemperature(latitude: number): number {
  const x = Math.sin((latitude * Math.PI) / 180);
  return 14.9 - 28 * ((3 * x ** 2 - 1) / 2);
}
