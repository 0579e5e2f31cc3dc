/** A group that a program gives no more than it must. */
export const SITE = {
    name: "San Jose DC1",
    location: "San Jose, CA, USA",
    latitude: 37.3382082,
    longitude: "-121.8863286",
};
