const { globalSetup: _engine, maxWorkers: _workers, ...config } = require("../../jest.config");

/** The tests of what is pure, for `npm run mutation`: a test that needs a socket takes too long for each mutant. */
module.exports = {
    ...config,
    rootDir: "../..",
    testMatch: [
        "<rootDir>/test/model/**/*.test.ts",
        "<rootDir>/test/api/(retry|retryBudget|pacing).test.ts",
        "<rootDir>/test/fleet/(findings|borders|windows).test.ts",
    ],
};
