import type { Named } from "./importFile";
import { GROUPS, KEYS } from "./kinds";
import { literal, row } from "./source";
import type { TakenOver } from "./takeOver";

/** A program that says what the objects are: a table of each kind, and a loop over it. */
export function programText(resources: readonly Named[]): string {
    const groups = resources.filter(({ object }) => object.kind === GROUPS);
    const keys = resources.filter(({ object }) => object.kind === KEYS);
    const groupNames = new Map(groups.map(({ name, object }) => [placeKey(object, object.id), name]));
    const keyRow = ({ object }: Named) => {
        const { appConnectorGroupId, ...args } = object.args;
        return { group: groupNames.get(placeKey(object, String(appConnectorGroupId))), ...tenantOf(object), ...args };
    };
    const parts = [
        HEADER,
        table("groups", groups, "zpa.AppConnectorGroupArgs", groupRow),
        groupLoop(groups, keys.length > 0),
    ];
    if (keys.length > 0) parts.push(KEY_TYPE, table("keys", keys, "Key", keyRow), keyLoop(keys));
    return `${parts.join("\n\n")}\n`;
}

const placeKey = ({ place }: TakenOver, id: string) => `${place.customerId}/${id}`;

const HEADER = `// Written by \`zpa-connectors adopt\`. Import the objects before the first \`pulumi up\`:
// pulumi import --file import.json --generate-code=false
import * as zpa from "pulumi-zpa-connectors";`;

const KEY_TYPE = `type Key = Omit<zpa.ProvisioningKeyArgs, "appConnectorGroupId"> & { group: keyof typeof groups };`;

const tenantOf = ({ place }: TakenOver) => (place.tenant === undefined ? {} : { tenant: place.tenant });

function groupRow({ object }: Named): Record<string, unknown> {
    const { place, args } = object;
    const { microtenantId, microtenantName } = place;
    const isSaid = !place.isTenants && microtenantId !== "0";
    const where = !isSaid ? {} : microtenantName === undefined ? { microtenantId } : { microtenantName };
    return { ...args, ...tenantOf(object), ...where };
}

function table(name: string, resources: readonly Named[], type: string, rowOf: (named: Named) => object): string {
    const hasProtected = resources.some(({ isProtected }) => isProtected);
    const rowType = hasProtected ? `${type} & { protect?: boolean }` : type;
    const lines: string[] = [];
    let heading = "";
    for (const named of resources) {
        const { place, locked } = named.object;
        const here = headingOf(place);
        if (here !== heading) lines.push(`    // ${here}`);
        heading = here;
        if (locked !== undefined)
            lines.push(
                `    // Locked (${literal(locked).slice(1, -1)}): the service refuses changes. With ignoreWhenLocked a change`,
                "    // of the program leaves it as it is; without, the preview fails.",
            );
        lines.push(row(named.name, { ...rowOf(named), ...(named.isProtected ? { protect: true } : {}) }, "    "));
    }
    return `const ${name} = {\n${lines.join("\n")}\n} satisfies Record<string, ${rowType}>;`;
}

function headingOf({ tenant, microtenantId, microtenantName }: TakenOver["place"]): string {
    const whose = tenant === undefined ? "The default tenant" : `Tenant ${literal(tenant)}`;
    if (microtenantId === "0") return whose;
    return `${whose}, microtenant ${microtenantName === undefined ? microtenantId : literal(microtenantName)}`;
}

function groupLoop(groups: readonly Named[], hasKeys: boolean): string {
    const isProtected = groups.some((named) => named.isProtected);
    const type = isProtected ? "zpa.AppConnectorGroupArgs & { protect?: boolean }" : "zpa.AppConnectorGroupArgs";
    const parameter = isProtected ? "{ protect, ...args }" : "args";
    const made = `new zpa.AppConnectorGroup(name, args${isProtected ? ", { protect: protect ?? false }" : ""})`;
    if (!hasKeys) return `for (const [name, ${parameter}] of Object.entries<${type}>(groups)) {\n    ${made};\n}`;
    return `const created = Object.fromEntries(
    Object.entries<${type}>(groups).map(([name, ${parameter}]) => [
        name,
        ${made},
    ]),
) as Record<keyof typeof groups, zpa.AppConnectorGroup>;`;
}

function keyLoop(keys: readonly Named[]): string {
    const isProtected = keys.some((named) => named.isProtected);
    const type = isProtected ? "Key & { protect?: boolean }" : "Key";
    const options = isProtected ? ", { protect: protect ?? false }" : "";
    return `for (const [name, { group, ${isProtected ? "protect, " : ""}...args }] of Object.entries<${type}>(keys)) {
    new zpa.ProvisioningKey(name, { ...args, appConnectorGroupId: created[group].id }${options});
}`;
}
