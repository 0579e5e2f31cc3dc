import { geoContains } from "d3-geo";
import type { MultiPolygon, Position } from "geojson";
import { alpha2ToNumeric, numericToAlpha2 } from "i18n-iso-countries";
import type { FleetGroup } from "../model";

/** A country on the map. `npm run build` prepares them. */
export interface CountryOutline {
    /** The numeric code. */
    readonly id: string;
    readonly name: string;
    readonly polygons: MultiPolygon["coordinates"];
}

interface Country extends CountryOutline {
    readonly shape: MultiPolygon;
}

/**
 * Coordinates this close to the country count as inside, because borders are simplified and small islands are
 * missing.
 */
const TOLERANCE_KM = 100;

/** Territories that are separate on the map and reported with either code. Both are accepted. */
const EITHER_CODE = ["CN HK", "CN MO", "CN TW", "EH MA", "IL PS", "RS XK", "RU UA"].map((pair) => pair.split(" "));

/** Why the coordinates contradict the group's country, or `undefined` if they do not or the country is unknown. */
export function contradiction({ latitude, longitude, countryCode }: FleetGroup): string | undefined {
    if (latitude === undefined || longitude === undefined || !countryCode) return undefined;
    const place: Position = [longitude, latitude];
    const claimed = countryOf(countryCode);
    if (!claimed || geoContains(claimed.shape, [longitude, latitude]) || isNear(claimed, place)) return undefined;
    const actual = countries().find(
        (country) => isInBox(country, place) && geoContains(country.shape, [longitude, latitude]),
    );
    if (actual && !mayContradict(actual, countryCode)) return undefined;
    const where = actual ? `in ${nameOf(actual)}` : "in no country";
    return `${latitude}, ${longitude} is ${where}; the country code is ${countryCode} (${nameOf(claimed)}).`;
}

function mayContradict(actual: Country, claimedCode: string): boolean {
    const code = numericToAlpha2(actual.id);
    // Areas without a code are disputed.
    if (code === undefined) return false;
    return !EITHER_CODE.some((pair) => pair.includes(code) && pair.includes(claimedCode));
}

let loaded: Country[] | undefined;
function countries(): Country[] {
    if (loaded) return loaded;
    const outlines = require("../outlines/countries.json") as CountryOutline[];
    loaded = outlines.map((outline) => ({
        ...outline,
        shape: { type: "MultiPolygon", coordinates: outline.polygons },
    }));
    return loaded;
}

function countryOf(code: string): Country | undefined {
    const numeric = alpha2ToNumeric(code);
    return numeric === undefined ? undefined : countries().find(({ id }) => id === numeric);
}

const nameOf = ({ name }: Country) => name;

const ringsOf = ({ polygons }: Country): Position[][] => polygons.flat();

const isNear = (country: Country, place: Position): boolean =>
    ringsOf(country).some((ring) => ring.some((to, i) => i > 0 && distanceKm(place, ring[i - 1]!, to) <= TOLERANCE_KM));

const boxes = new Map<Country, readonly [west: number, south: number, east: number, north: number]>();
/** A margin in degrees, because a border between two points may leave their bounding box. */
const BULGE = 2;

/** A fast check: whether a place is in the bounding box of a country. */
function isInBox(country: Country, [longitude, latitude]: Position): boolean {
    let box = boxes.get(country);
    if (!box) {
        const points = ringsOf(country).flat();
        const [x, y] = [points.map((point) => point[0]!), points.map((point) => point[1]!)];
        box = [Math.min(...x), Math.min(...y), Math.max(...x), Math.max(...y)];
        boxes.set(country, box);
    }
    const [west, south, east, north] = box;
    return longitude! >= west && longitude! <= east && latitude! >= south - BULGE && latitude! <= north + BULGE;
}

const KM_PER_DEGREE = 111.2;

/** The distance of a place from a part of a border, on the tangent plane at the place. */
function distanceKm(place: Position, from: Position, to: Position): number {
    const squeeze = Math.cos((place[1]! * Math.PI) / 180);
    const east = (point: Position) => ((point[0]! - place[0]! + 540) % 360) - 180;
    const [ax, ay] = [east(from) * squeeze, from[1]! - place[1]!];
    const [bx, by] = [east(to) * squeeze, to[1]! - place[1]!];
    // The tangent plane is not valid for the other side of the globe.
    if (Math.abs(east(from) - east(to)) > 180) return Number.POSITIVE_INFINITY;
    const [dx, dy] = [bx - ax, by - ay];
    // Of a part without length the result is not a number, which is near nothing. The parts beside it count.
    const along = Math.min(1, Math.max(0, -(ax * dx + ay * dy) / (dx * dx + dy * dy)));
    return Math.hypot(ax + along * dx, ay + along * dy) * KM_PER_DEGREE;
}
