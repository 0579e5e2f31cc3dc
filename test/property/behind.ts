import fc from "fast-check";
import { canonicalText } from "../../src/model/rules";
import { derived, groupArgs, groupChangeBehind, keyArgs, keyChangeBehind, scheduleChangeBehind } from "./arbitraries";
import { anyOf, command, pick } from "./command";
import type { World } from "./world";

/** What somebody does to the tenant without Pulumi. */

const changeGroup = fc.tuple(anyOf, groupChangeBehind).map(([index, changes]) =>
    command(
        "change group behind",
        (world) => {
            const group = pick(world.all("groups"), index);
            if (group) world.emulator.tenant().changeGroup(group.id, changes);
        },
        [index, changes],
    ),
);

const changeKey = fc.tuple(anyOf, keyChangeBehind).map(([index, changes]) =>
    command(
        "change key behind",
        (world) => {
            const key = pick(world.all("provisioningKeys"), index);
            if (key) world.emulator.tenant().changeKey(key.id, changes);
        },
        [index, changes],
    ),
);

const changeSchedule = fc.tuple(anyOf, scheduleChangeBehind).map(([index, changes]) =>
    command(
        "change schedule behind",
        (world) => {
            const schedule = pick(world.all("connectorSchedule"), index);
            if (schedule) world.emulator.tenant().change("connectorSchedule", schedule.id, changes);
        },
        [index, changes],
    ),
);

/** The service itself cannot delete a schedule, but its support may. */
const removeSchedule = anyOf.map((index) =>
    command(
        "delete schedule behind",
        (world) => {
            const schedule = pick(world.all("connectorSchedule"), index);
            if (schedule) world.emulator.tenant().remove("connectorSchedule", schedule.id);
        },
        index,
    ),
);

/** The service deletes no group that has keys, so they go first. */
const remove = anyOf.map((index) =>
    command(
        "delete behind",
        (world) => {
            const tenant = world.emulator.tenant();
            const object = pick(world.objects(), index);
            if (!object) return;
            for (const key of tenant.keys()) if (key.zcomponentId === object.id) tenant.removeKey(key.id);
            tenant.remove(object.collection, object.id);
        },
        index,
    ),
);

const isTaken = (world: World, collection: "groups" | "provisioningKeys", name: string, microtenantId: unknown) =>
    world
        .all(collection)
        .some((other) => canonicalText(other.name) === name && (other.microtenantId ?? "0") === microtenantId);

const addGroup = groupArgs.map((given) =>
    command(
        "add group behind",
        (world) => {
            const { description = "", latitude, longitude, location, microtenantId = "0" } = given;
            const name = canonicalText(String(given.name));
            if (isTaken(world, "groups", name, microtenantId)) return;
            world.emulator.tenant().add("groups", {
                name,
                ...{ description, location, microtenantId, enabled: true, ...derived(given) },
                ...{ latitude: String(Number(latitude)), longitude: String(Number(longitude)) },
                ...{ upgradeDay: "SUNDAY", upgradeTimeInSecs: "66600", dnsQueryType: "IPV4_IPV6" },
            });
        },
        given,
    ),
);

const addKey = fc.tuple(anyOf, keyArgs).map(([index, { name: given, exportable = true }]) =>
    command(
        "add key behind",
        (world) => {
            const group = pick(world.all("groups"), index);
            const name = canonicalText(String(given));
            const microtenantId = group?.microtenantId ?? "0";
            if (!group || isTaken(world, "provisioningKeys", name, microtenantId)) return;
            const tenant = world.emulator.tenant();
            const { id } = tenant.add("provisioningKeys", {
                name,
                ...{ zcomponentId: group.id, microtenantId, associationType: "CONNECTOR_GRP" },
                ...{ maxUsage: "2", usageCount: "0", enabled: true, exportable, enrollmentCertId: "6573" },
            });
            tenant.changeKey(id, { provisioningKey: `3|api.private.zscaler.com|behind-${id}` });
        },
        [index, given, exportable],
    ),
);

const lock = fc.tuple(anyOf, fc.constantFrom("readOnly", "hidden"), fc.boolean()).map(([index, how, on]) =>
    command(
        "lock or unlock",
        (world) => {
            const object = pick(world.objects(), index);
            if (!object) return;
            const tenant = world.emulator.tenant();
            if (how === "readOnly") return tenant.change(object.collection, object.id, { readOnly: on });
            tenant.enforceLock(object.id, on);
            if (on) world.hiddenLocks.add(object.id);
            else world.hiddenLocks.delete(object.id);
        },
        [index, how, on],
    ),
);

const unlockAll = fc.constant(
    command("unlock all", (world) => {
        for (const { id, collection, readOnly } of world.objects()) {
            if (readOnly) world.emulator.tenant().change(collection, id, { readOnly: false });
            world.emulator.tenant().enforceLock(id, false);
        }
        world.hiddenLocks.clear();
    }),
);

const wait = fc
    .constantFrom(1_000, 60_000, 7_200_000)
    .map((ms) => command("wait", (world) => world.clock.sleep(ms), ms));

export const commandsBehind = [
    changeGroup,
    changeKey,
    changeSchedule,
    removeSchedule,
    remove,
    addGroup,
    addKey,
    lock,
    unlockAll,
    wait,
];
