import { progressOn } from "../../src/cli/progress";

/** What a stream shows: the text, and the last line of a terminal after all its replacements. */
function streamOf(isTTY: boolean) {
    let text = "";
    const stream = {
        isTTY,
        write: (part: string | Uint8Array) => {
            text += part;
            return true;
        },
    };
    const lineOf = (written: string) => written.split("\r\u001b[K").at(-1)!;
    return { stream, text: () => text, screen: () => text.split("\n").map(lineOf).join("\n") };
}

test("on a terminal the progress is one line, which messages do not disturb and which is gone at the end", () => {
    const { stream, screen } = streamOf(true);
    const { tenants, report } = progressOn(stream);
    tenants(0, 200);
    expect(screen()).toBe("Reading tenants: 0 of 200");
    for (let done = 1; done <= 130; done++) tenants(done, 200);
    expect(screen()).toBe("Reading tenants: 130 of 200");
    report("Rate limited (reads): resuming in 9 s.");
    report("Rate limited (reads): resuming in 9 s.");
    expect(screen()).toBe("Rate limited (reads): resuming in 9 s.\nReading tenants: 130 of 200");
    for (let done = 131; done <= 200; done++) tenants(done, 200);
    expect(screen()).toBe("Rate limited (reads): resuming in 9 s.\n");
});

test("in a log it is one line at the start", () => {
    const { stream, text } = streamOf(false);
    const { tenants } = progressOn(stream);
    for (let done = 0; done <= 200; done++) tenants(done, 200);
    expect(text()).toBe("Reading 200 tenants.\n");
});

test("a message cannot control the terminal", () => {
    const { stream, text } = streamOf(false);
    progressOn(stream).report("\u001b[2J::error::x");
    expect(text()).toBe("\\u001b[2J::error::x\n");
});
