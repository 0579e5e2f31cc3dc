import type { Emulator } from "../../../src/emulator";
import { startEmulatorWith } from "../../../src/emulator/run";
import { callsIn } from "../../support/calls";
import { type Program, SmallEngine } from "../../support/smallEngine";
import { TOY_COLLECTION, TOYS } from "./model";

let emulator: Emulator;
let stack: SmallEngine;
beforeEach(async () => {
    emulator = await startEmulatorWith([TOY_COLLECTION], { limits: "off" });
    stack = new SmallEngine(emulator);
});
afterEach(() => emulator.close());

const BALL = { name: "Ball", size: "2.50", color: "blue" };
const ball = (change: Record<string, unknown> = {}, more = {}): Program => ({
    ball: { kind: TOYS, args: { ...BALL, ...change }, ...more },
});
const toys = () => emulator.tenant().all("toy");
const stepOf = async (program: Program, how: "preview" | "up" = "up") => {
    const { steps, failures } = await stack[how](program);
    expect(failures).toEqual([]);
    return steps.ball;
};

/** The lifecycle works for a kind of object that the package does not know. */
describe("a resource of three fields, described by one table", () => {
    it("is created, and is then no change", async () => {
        expect(await stepOf(ball())).toBe("create");
        expect(toys()).toMatchObject([{ name: "Ball", size: "2.5", color: "BLUE" }]);
        expect(stack.state.get("ball")!.outs).toMatchObject({ name: "Ball", size: 2.5, color: "BLUE" });
        emulator.clearRequests();
        expect(await stepOf(ball({ size: 2.5, color: "BLUE", name: " Ball" }), "preview")).toBe("same");
        expect(emulator.requests()).toEqual([]);
    });

    it("is validated by its table", async () => {
        const { failures } = await stack.preview(ball({ size: 11, colour: "red" }));
        expect(failures).toEqual([
            "ball: size: must be a number from 0 to 10; it is 11\ncolour: is not a property of a toy; did you mean color?",
        ]);
    });

    it("is updated in place", async () => {
        await stepOf(ball());
        const { id } = stack.state.get("ball")!;
        emulator.clearRequests();
        expect(await stepOf(ball({ size: 3 }))).toBe("update");
        expect(toys()).toMatchObject([{ id, size: "3", color: "BLUE" }]);
        expect(callsIn(emulator.requests())).toEqual(["GET toy 200", "PUT :id 204"]);
    });

    it("is replaced, and deleted first if the name stays the same", async () => {
        await stepOf(ball());
        const { id } = stack.state.get("ball")!;
        emulator.clearRequests();
        expect(await stepOf(ball({ color: "red" }), "preview")).toBe("replace");
        expect(await stepOf(ball({ color: "red" }))).toBe("replace");
        expect(toys()).toMatchObject([{ name: "Ball", color: "RED" }]);
        expect(stack.state.get("ball")!.id).not.toBe(id);
        expect(callsIn(emulator.requests()).slice(-2)).toEqual(["DELETE :id 204", "POST toy 201"]);
    });

    it("is imported only if it matches the program", async () => {
        const { id } = emulator.tenant().add("toy", { name: "Ball", size: "2.5", color: "BLUE" });
        expect((await stack.preview(ball({ size: 4 }, { import: id }))).failures).toEqual([
            expect.stringMatching(
                /^ball: import: toy "Ball" \(id \d+\) cannot be imported as it is.*\n {2}size: 2.5 → 4/,
            ),
        ]);
        expect(await stepOf(ball({}, { import: id }))).toBe("import");
        expect(stack.state.get("ball")!.id).toBe(id);
    });

    it("that is locked is not changed: the preview says why", async () => {
        await stepOf(ball());
        emulator.tenant().change("toy", stack.state.get("ball")!.id, { restrictionType: "DECEPTION" });
        const { failures } = await stack.preview(ball({ size: 3 }));
        expect(failures).toEqual([
            expect.stringMatching(
                /toy "Ball" \(id \d+\) cannot be changed: it is locked \(restrictionType is DECEPTION\)/,
            ),
        ]);
        expect(await stepOf(ball({ size: 3, ignoreWhenLocked: true }))).toBe("same");
        expect(toys()).toMatchObject([{ size: "2.5" }]);
    });

    it("is created once although the response is lost", async () => {
        emulator.fault({ kind: "resetAfter", method: "POST", path: "/toy" });
        expect(await stepOf(ball())).toBe("create");
        expect(toys()).toMatchObject([{ id: stack.state.get("ball")!.id }]);
    });

    it("is refreshed: drift is shown and fixed, and a deleted toy is removed from the state", async () => {
        await stepOf(ball());
        const { id } = stack.state.get("ball")!;
        emulator.tenant().change("toy", id, { size: "9" });
        expect((await stack.refresh()).steps).toEqual({ ball: "update" });
        expect(await stepOf(ball())).toBe("update");
        expect(toys()).toMatchObject([{ id, size: "2.5" }]);
        emulator.tenant().remove("toy", id);
        expect((await stack.refresh()).steps).toEqual({ ball: "delete" });
        expect(await stepOf(ball())).toBe("create");
    });

    it("shares a sign-in with other kinds of resources, and a name with none", async () => {
        const site = { args: { name: "Ball", location: "Rome", latitude: 41.9, longitude: 12.5 } };
        const { failures } = await stack.up({ ...ball(), site });
        expect(failures).toEqual([]);
        expect(emulator.requests().filter(({ path }) => path.startsWith("/oauth2"))).toHaveLength(1);
    });
});
