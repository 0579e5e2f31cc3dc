import fc from "fast-check";
import type { Fault } from "../../src/emulator";
import { BRANCH, type Conditions, type Stored, type World } from "./world";

/** How many commands have run, of all runs together; and what the deployments among them did. */
export const tally: Record<string, number> = {};

export const count = (what: string) => {
    tally[what] = (tally[what] ?? 0) + 1;
};

type Command = fc.AsyncCommand<World, World>;

function command(name: string, act: (world: World) => Promise<void> | void, shown: unknown = ""): Command {
    return {
        check: () => true,
        async run(_, world) {
            count(name);
            await act(world);
        },
        toString: () =>
            `${name} ${JSON.stringify(shown, (_, value) => (value instanceof RegExp ? String(value) : value))}`,
    };
}

const NAMES = ["San Jose DC1", "R&D lab", "London", "東京", "<b>", "Lab  2"];
const PLACES = [
    { latitude: 37.3382082, longitude: "-121.8863286", location: "San Jose, CA" },
    { latitude: "51.50", longitude: 0, location: "London  dock" },
];
/** What the service derives from the latitudes. */
const derived = (latitude: unknown) =>
    Number(latitude) < 40
        ? { cityCountry: "San Jose, US", countryCode: "US" }
        : { cityCountry: "London, GB", countryCode: "GB" };
const stack = fc.constantFrom(0, 0, 0, 1);
const slot = fc.constantFrom("a", "b", "c", "d");
const any = fc.nat(20);

const args = fc
    .record(
        {
            name: fc.constantFrom(...NAMES),
            place: fc.constantFrom(...PLACES),
            description: fc.constantFrom("", "one", "  two\n"),
            upgradeDay: fc.constantFrom("sunday", "MONDAY"),
            enabled: fc.boolean(),
            praEnabled: fc.boolean(),
            microtenantId: fc.constantFrom("0", BRANCH),
            ignoreWhenLocked: fc.constant(true),
        },
        { requiredKeys: ["name", "place"] },
    )
    .map(({ place, ...rest }) => ({ ...place, ...rest }));

/** Trouble that passes. */
const FAULTS: readonly Fault[] = [
    { kind: "resetBefore" },
    { kind: "resetAfter" },
    { kind: "cut" },
    // A refusal that cannot be read is one that nobody can explain; a list is asked again.
    { kind: "malformed", path: "pagesize" },
    { kind: "html" },
    { kind: "html", status: 200, work: false },
    { kind: "otherObject" },
    { kind: "numbers" },
    { kind: "expiredToken" },
    { kind: "status", status: 503, body: { id: "retryable.server.error" }, headers: { "retry-after": "7s" } },
    { kind: "status", status: 502, body: "<html>Bad Gateway</html>" },
    { kind: "error", id: "api.concurrent.access.error" },
    { kind: "error", id: "db.simultaneous.request" },
    { kind: "error", id: "invalid.toomanyrequests" },
];
const faults = fc.uniqueArray(
    fc.record({ fault: fc.constantFrom(...FAULTS), after: fc.nat(6), times: fc.constantFrom(1, 1, 2) }).map(
        ({ fault, after, times }): Fault => ({
            path: /mgmtconfig/,
            ...fault,
            after,
            // A new token that is refused at once means that the credentials lack a right.
            times: fault.kind === "expiredToken" ? 1 : times,
        }),
    ),
    { maxLength: 2, selector: ({ kind }) => kind },
);

const pick = <T>(items: readonly T[], which: number): T | undefined => items[which % Math.max(1, items.length)];

const unmanaged = (world: World): Stored[] => {
    const managed = new Set(world.stacks.flatMap(({ engine }) => [...engine.state.values()].map(({ id }) => id)));
    return world.groups().filter(({ id }) => !managed.has(id));
};

/** Arguments that say what an object is. */
function argsOf(object: Stored): Record<string, unknown> {
    const { name, description, location, latitude, longitude, enabled, upgradeDay, microtenantId = "0" } = object;
    return { name, description: description ?? "", location, latitude, longitude, enabled, upgradeDay, microtenantId };
}

const declare = fc.tuple(stack, slot, args).map(([which, name, given]) =>
    command(
        "declare",
        (world) => {
            world.stack(which).program[name] = { args: given };
        },
        [which, name, given],
    ),
);

const change = fc
    .tuple(
        stack,
        any,
        fc.constantFrom<Record<string, unknown>>(
            { description: "three" },
            { name: "Rome" },
            { microtenantId: BRANCH },
            { microtenantId: "0" },
            { enabled: false },
            ...PLACES,
        ),
    )
    .map(([which, index, changes]) =>
        command(
            "change",
            (world) => {
                const { program } = world.stack(which);
                const name = pick(Object.keys(program), index);
                if (name) program[name] = { ...program[name]!, args: { ...program[name]!.args, ...changes } };
            },
            [which, index, changes],
        ),
    );

const drop = fc.tuple(stack, any).map(([which, index]) =>
    command(
        "drop",
        (world) => {
            const { program } = world.stack(which);
            delete program[pick(Object.keys(program), index) ?? ""];
        },
        [which, index],
    ),
);

const importOne = fc.tuple(stack, slot, any).map(([which, name, index]) =>
    command(
        "import",
        (world) => {
            const object = pick(unmanaged(world), index);
            const { program, engine } = world.stack(which);
            if (object && !engine.state.has(name)) program[name] = { args: argsOf(object), import: object.id };
        },
        [which, name, index],
    ),
);

const deploy = fc
    .tuple(stack, fc.boolean(), faults)
    .map(([which, adopt, troubles]) =>
        command("deploy", (world) => world.deploy(which, { adopt, faults: troubles }), [which, adopt, troubles]),
    );

const killedDeploy = fc
    .tuple(stack, fc.nat(4))
    .map(([which, after]) => command("killedDeploy", (world) => world.killedDeploy(which, after), [which, after]));

const refresh = fc
    .tuple(stack, faults)
    .map(([which, troubles]) => command("refresh", (world) => world.refresh(which, troubles), [which, troubles]));

const behind = fc
    .tuple(
        any,
        fc.constantFrom<Record<string, unknown>>(
            { description: "by somebody" },
            { dcHostingInfo: "rack 7" },
            { upgradeDay: "FUNDAY" },
            { enabled: false },
        ),
    )
    .map(([index, changes]) =>
        command(
            "changeBehind",
            (world) => {
                const object = pick(world.groups(), index);
                if (object) world.emulator.tenant().changeGroup(object.id, changes);
            },
            [index, changes],
        ),
    );

const remove = any.map((index) =>
    command(
        "deleteBehind",
        (world) => {
            const object = pick(world.groups(), index);
            if (object) world.emulator.tenant().deleteGroup(object.id);
        },
        index,
    ),
);

const add = args.map(({ ignoreWhenLocked: _, ...given }) =>
    command(
        "addBehind",
        (world) => {
            const { microtenantId = "0", name } = given;
            const isTaken = world.groups().some((g) => g.name === name && (g.microtenantId ?? "0") === microtenantId);
            const { latitude, longitude } = given;
            const written = { latitude: String(Number(latitude)), longitude: String(Number(longitude)) };
            const defaults = {
                enabled: true,
                upgradeDay: "SUNDAY",
                upgradeTimeInSecs: "66600",
                dnsQueryType: "IPV4_IPV6",
            };
            const upgradeDay = (given.upgradeDay ?? "SUNDAY").toUpperCase();
            if (!isTaken)
                world.emulator.tenant().add("groups", {
                    ...defaults,
                    ...derived(latitude),
                    ...given,
                    ...written,
                    upgradeDay,
                    microtenantId,
                });
        },
        given,
    ),
);

const lock = fc.tuple(any, fc.constantFrom("readOnly", "hidden"), fc.boolean()).map(([index, how, on]) =>
    command(
        "lock",
        (world) => {
            const object = pick(world.groups(), index);
            if (!object) return;
            if (how === "readOnly") return world.emulator.tenant().changeGroup(object.id, { readOnly: on });
            world.emulator.tenant().enforceLock(object.id, on);
            if (on) world.hiddenLocks.add(object.id);
            else world.hiddenLocks.delete(object.id);
        },
        [index, how, on],
    ),
);

const wait = fc
    .constantFrom(1_000, 60_000, 7_200_000)
    .map((ms) => command("wait", (world) => world.clock.sleep(ms), ms));

/** Some commands more often than others. */
export const commands = (maxCommands: number) =>
    fc.commands<World, World, false>(
        [
            declare,
            declare,
            change,
            change,
            drop,
            importOne,
            deploy,
            deploy,
            deploy,
            killedDeploy,
            refresh,
            behind,
            remove,
            add,
            lock,
            wait,
        ],
        { maxCommands, size: "max" },
    );

export const conditions: fc.Arbitrary<Conditions> = fc
    .record({
        lagMs: fc.constantFrom(0, 0, 0, 2_000),
        nameTaken: fc.constantFrom("400" as const, "409" as const, "allow" as const),
        legacy: fc.boolean(),
    })
    // Where the service accepts a name twice and lists lag, nobody can know that a name is taken.
    .filter(({ lagMs, nameTaken }) => lagMs === 0 || nameTaken !== "allow");
