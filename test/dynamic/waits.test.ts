import { runtimeFor } from "../../src/dynamic/sharedRuntime";

test("a wait that several resources hear of is shown once, and the next one again", () => {
    const shown: string[] = [];
    const spy = jest.spyOn(console, "error").mockImplementation((message) => void shown.push(message));
    try {
        const { reporter } = runtimeFor({ config: () => undefined, env: {} });
        for (const name of ["a", "b", "c"]) reporter.wait(name, "resuming in 9 s, at 10:00:09 UTC");
        reporter.wait("a", "resuming in 9 s, at 10:00:19 UTC");
        for (const name of ["a", "b"]) reporter.notice(name, "a notice");
    } finally {
        spy.mockRestore();
    }
    expect(shown).toEqual([
        "resuming in 9 s, at 10:00:09 UTC",
        "resuming in 9 s, at 10:00:19 UTC",
        "a notice",
        "a notice",
    ]);
});
