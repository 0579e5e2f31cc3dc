import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { geoPath } from "d3-geo";
import type { MultiPolygon, Polygon, Position } from "geojson";
import { feature, mesh } from "topojson-client";
import type { GeometryCollection, Topology } from "topojson-specification";
import type { CountryOutline } from "../../src/fleet/findings/country";
import type { WorldPaths } from "../../src/fleet/page/map";
import { projectionOf } from "../../src/fleet/page/projection";

/**
 * Prepares the outlines that the fleet page needs, so that nobody who installs the package installs the atlas. `npm run
 * build` runs it.
 */
const FOLDER = join(__dirname, "../../src/fleet/outlines");

type Atlas = Topology<{ countries: GeometryCollection<{ name: string }>; land: GeometryCollection }>;
const atlas = (scale: "50m" | "110m"): Atlas => require(`world-atlas/countries-${scale}.json`);

/** About eleven metres. */
const rounded = (positions: Position[]): Position[] => positions.map((place) => place.map((n) => Number(n.toFixed(4))));

function countries(): CountryOutline[] {
    const world = atlas("50m");
    return feature(world, world.objects.countries).features.map(({ id, properties, geometry }) => {
        const { type, coordinates } = geometry as Polygon | MultiPolygon;
        const polygons = type === "Polygon" ? [coordinates] : coordinates;
        return { id: String(id), name: properties.name, polygons: polygons.map((rings) => rings.map(rounded)) };
    });
}

function paths(): WorldPaths {
    const world = atlas("110m");
    const path = geoPath(projectionOf()).digits(1);
    return {
        land: path(feature(world, world.objects.land)) ?? "",
        borders: path(mesh(world, world.objects.countries, (a, b) => a !== b)) ?? "",
    };
}

mkdirSync(FOLDER, { recursive: true });
writeFileSync(join(FOLDER, "countries.json"), JSON.stringify(countries()));
writeFileSync(join(FOLDER, "world.json"), JSON.stringify(paths()));
