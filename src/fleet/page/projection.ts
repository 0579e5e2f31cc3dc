import { type GeoProjection, geoNaturalEarth1 } from "d3-geo";

/** The width of the map, in its own units. */
export const WIDTH = 1000;

/** How the world lies on the map. */
export const projectionOf = (): GeoProjection => geoNaturalEarth1().fitWidth(WIDTH, { type: "Sphere" });
