import { geoContains, geoDistance } from "d3-geo";
import fc from "fast-check";
import type { Feature, MultiPolygon, Polygon, Position } from "geojson";
import { feature } from "topojson-client";
import type { GeometryCollection, Topology } from "topojson-specification";
import { findingsOf } from "../../src/fleet/findings/findings";
import { group, READ_AT, tenant } from "./support";

type Country = Feature<Polygon | MultiPolygon>;

const world = require("world-atlas/countries-50m.json") as Topology<{ countries: GeometryCollection }>;
const map = feature(world, world.objects.countries).features as Country[];

/** Countries on both sides of the equator and of the date line, none of them beside a disputed area. */
const COUNTRIES = { US: "840", FR: "250", NA: "516", FJ: "242", NO: "578", AU: "036" } as const;
const EARTH_KM = 6371;

function point([longitude, latitude]: Position): [number, number] {
    return [longitude!, latitude!];
}

const drawn = Object.fromEntries(
    Object.entries(COUNTRIES).map(([code, number]) => {
        const country = map.find(({ id }) => id === number)!;
        const { geometry } = country;
        const rings = geometry.type === "Polygon" ? geometry.coordinates : geometry.coordinates.flat();
        return [code, { country, border: rings.flatMap(densely) }];
    }),
);

/** The points of a ring, and so many between them that none is further than about five kilometres from the next. */
function densely(ring: Position[]): Position[] {
    return ring.flatMap((to, i) => {
        const from = ring[i - 1];
        if (!from || Math.abs(to[0]! - from[0]!) > 180) return [to];
        const steps = Math.ceil((geoDistance(point(from), point(to)) * EARTH_KM) / 5);
        return Array.from({ length: steps }, (_, step) => {
            const part = (step + 1) / steps;
            return [from[0]! + (to[0]! - from[0]!) * part, from[1]! + (to[1]! - from[1]!) * part];
        });
    });
}

/** Where a way ends that starts at a place and goes straight ahead. */
function destination([longitude, latitude]: Position, bearing: number, km: number): [number, number] {
    const [x, y, way] = [(longitude! * Math.PI) / 180, (latitude! * Math.PI) / 180, km / EARTH_KM];
    const north = Math.asin(Math.sin(y) * Math.cos(way) + Math.cos(y) * Math.sin(way) * Math.cos(bearing));
    const east = Math.atan2(
        Math.sin(bearing) * Math.sin(way) * Math.cos(y),
        Math.cos(way) - Math.sin(y) * Math.sin(north),
    );
    const degrees = ((x + east) * 180) / Math.PI;
    return [((degrees + 540) % 360) - 180, (north * 180) / Math.PI];
}

const distanceKm = (border: Position[], place: Position) =>
    EARTH_KM *
    border
        .filter(([, latitude]) => Math.abs(latitude! - place[1]!) < 3)
        .reduce((least, part) => Math.min(least, geoDistance(point(part), point(place))), Number.POSITIVE_INFINITY);

test("a group outside of its country is found from 100 km on, wherever the border runs", () => {
    const codes = fc.constantFrom(...Object.keys(COUNTRIES));
    const bearing = fc.double({ min: 0, max: 2 * Math.PI, noNaN: true });
    const km = fc.oneof(fc.double({ min: 20, max: 400, noNaN: true }), fc.double({ min: 80, max: 120, noNaN: true }));
    const seen = { near: 0, far: 0 };
    fc.assert(
        fc.property(codes, fc.nat(), bearing, km, (countryCode, start, direction, length) => {
            const { country, border } = drawn[countryCode]!;
            const place = destination(border[start % border.length]!, direction, length);
            const away = geoContains(country, place) ? 0 : distanceKm(border, place);
            // Distances on the map are exact to about two per cent.
            fc.pre(away < 97 || away > 103);
            seen[away < 100 ? "near" : "far"] += 1;
            const placed = group({ latitude: place[1], longitude: place[0], countryCode });
            const findings = findingsOf({ readAt: READ_AT, tenants: [tenant(placed)] });
            expect(findings.map(({ rule }) => rule.id)).toEqual(away < 100 ? [] : ["country-mismatch"]);
        }),
        { numRuns: 300, seed: 20_260_301 },
    );
    expect(Math.min(seen.near, seen.far)).toBeGreaterThan(20);
});
