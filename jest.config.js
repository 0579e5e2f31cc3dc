/** Packages that ship ES modules only; Jest compiles them, because it cannot `require` an ES module. */
const esmOnly =
    "(?!(.*/)?(d3-geo|d3-array|internmap|got|p-queue|p-timeout|eventemitter3|jose|entities|@sindresorhus|@szmarczak|cacheable-.*|keyv|@keyv|chunk-data|decompress-response|mimic-response|form-data-encoder|http2-wrapper|lowercase-keys|responselike|normalize-url|type-fest|byte-counter|get-stream|is-stream|p-cancelable|quick-lru|resolve-alpn|uint8array-extras|@sec-ant|is-.*)/)";

/** @type {import("jest").Config} */
module.exports = {
    testEnvironment: "node",
    testMatch: ["<rootDir>/test/**/*.test.ts"],
    transform: {
        "\\.m?[jt]s$": [
            "@swc/jest",
            { jsc: { target: "es2022", parser: { syntax: "typescript" } }, module: { type: "commonjs" } },
        ],
    },
    transformIgnorePatterns: [`/node_modules/${esmOnly}`],
    // Two of them wait for rate limits most of their time.
    maxWorkers: 5,
    testSequencer: "<rootDir>/test/support/sequencer.js",
    testTimeout: 300_000,
    setupFiles: ["<rootDir>/test/support/ownPacing.ts"],
    globalSetup: "<rootDir>/test/support/engine/globalSetup.ts",
    modulePathIgnorePatterns: ["<rootDir>/dist/"],
};
