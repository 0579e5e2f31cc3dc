const { default: Sequencer } = require("@jest/test-sequencer");

/** Suites that wait for rate limits, and so leave the machine to others. */
const WAITING = /budget(Fixed|Sliding)|rateLimit/;
/** Suites that run the engine, or install packages. */
const LONG = /test\/e2e\/|test\/scripts\//;

/** What takes long begins first, also on a machine where Jest has not measured anything yet. */
module.exports = class LongestFirst extends Sequencer {
    sort(tests) {
        const rank = ({ path }) => (WAITING.test(path) ? 0 : LONG.test(path) ? 1 : 2);
        return super.sort(tests).sort((a, b) => rank(a) - rank(b));
    }
};
