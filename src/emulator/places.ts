/** The cities that coordinates are assigned to. The service knows more. */
const CITIES: readonly (readonly [city: string, country: string, latitude: number, longitude: number])[] = [
    ["San Jose", "US", 37.3382, -121.8863],
    ["New York", "US", 40.7128, -74.006],
    ["Chicago", "US", 41.8781, -87.6298],
    ["Dallas", "US", 32.7767, -96.797],
    ["Seattle", "US", 47.6062, -122.3321],
    ["Toronto", "CA", 43.6532, -79.3832],
    ["Mexico City", "MX", 19.4326, -99.1332],
    ["Sao Paulo", "BR", -23.5505, -46.6333],
    ["London", "GB", 51.5074, -0.1278],
    ["Dublin", "IE", 53.3498, -6.2603],
    ["Paris", "FR", 48.8566, 2.3522],
    ["Madrid", "ES", 40.4168, -3.7038],
    ["Frankfurt", "DE", 50.1109, 8.6821],
    ["Zurich", "CH", 47.3769, 8.5417],
    ["Stockholm", "SE", 59.3293, 18.0686],
    ["Johannesburg", "ZA", -26.2041, 28.0473],
    ["Accra", "GH", 5.6037, -0.187],
    ["Dubai", "AE", 25.2048, 55.2708],
    ["Mumbai", "IN", 19.076, 72.8777],
    ["Singapore", "SG", 1.3521, 103.8198],
    ["Hong Kong", "HK", 22.3193, 114.1694],
    ["Tokyo", "JP", 35.6762, 139.6503],
    ["Sydney", "AU", -33.8688, 151.2093],
];

/** City and country of coordinates, as the service derives them: `"San Jose, US"`, `"US"`. */
export function placeOf(latitude: number, longitude: number): { cityCountry: string; countryCode: string } {
    let nearest = CITIES[0]!;
    let least = Number.POSITIVE_INFINITY;
    for (const city of CITIES) {
        const east = (((longitude - city[3] + 540) % 360) - 180) * Math.cos((latitude * Math.PI) / 180);
        const distance = (latitude - city[2]) ** 2 + east ** 2;
        if (distance < least) [nearest, least] = [city, distance];
    }
    return { cityCountry: `${nearest[0]}, ${nearest[1]}`, countryCode: nearest[1] };
}
