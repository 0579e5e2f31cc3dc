import * as pulumi from "@pulumi/pulumi";
import * as zpa from "../../src";
import { SITE } from "../support/site";

beforeAll(() =>
    pulumi.runtime.setMocks({
        newResource: ({ name, inputs }) => ({ id: name, state: inputs }),
        call: () => ({}),
    }),
);

test("an error of the program's has its whole stack before and after a resource is declared", () => {
    const { stackTraceLimit, prepareStackTrace } = Error;
    const before = new Error("before").stack!.split("\n");
    const group = new zpa.AppConnectorGroup("site", SITE);
    const after = new Error("after").stack!.split("\n");
    expect(after).toHaveLength(before.length);
    expect(after[1]).toMatch(/stackTraces\.test\.ts/);
    expect([Error.stackTraceLimit, Error.prepareStackTrace]).toEqual([stackTraceLimit, prepareStackTrace]);
    group.name.apply((name) => expect(new Error(name).stack).toMatch(/stackTraces\.test\.ts/));
});

test("an error of a transformation has the stack of the declaration, and stack traces are restored", () => {
    const declare = () =>
        new zpa.AppConnectorGroup("site", SITE, {
            transformations: [
                () => {
                    throw new Error("not like this");
                },
            ],
        });
    let thrown: Error | undefined;
    try {
        declare();
    } catch (error) {
        thrown = error as Error;
    }
    expect(thrown?.message).toBe("not like this");
    expect(thrown?.stack).toMatch(/declare .*stackTraces\.test\.ts/);
    expect(new Error("after").stack).toMatch(/stackTraces\.test\.ts/);
});
