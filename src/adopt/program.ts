import type { Named } from "./importFile";
import { AUTO_DELETES, GROUPS, KEYS } from "./kinds";
import { Expression, literal, row } from "./source";
import type { TakenOver } from "./takeOver";

/** The text of the program: a table for each kind, and a loop over it. */
export function programText(resources: readonly Named[]): string {
    const groups = resources.filter(({ object }) => object.kind === GROUPS);
    const keys = resources.filter(({ object }) => object.kind === KEYS);
    const schedules = resources.filter(({ object }) => object.kind === AUTO_DELETES);
    const groupNames = new Map(groups.map(({ name, object }) => [placeKey(object, object.id), name]));
    const keyRow = ({ object }: Named) => {
        const { appConnectorGroupId, ...args } = object.args;
        const group = groupNames.get(placeKey(object, String(appConnectorGroupId)))!;
        return { appConnectorGroupId: new Expression(`created[${literal(group)}].id`), ...args, ...tenantOf(object) };
    };
    const parts = [HEADER, table("groups", "zpa.AppConnectorGroup", groups, rowOf)];
    if (keys.length === 0) parts.push(loop("groups", "zpa.AppConnectorGroup", groups));
    else parts.push(createdGroups(groups), ...tableAndLoop("keys", "zpa.ProvisioningKey", keys, keyRow));
    if (schedules.length > 0)
        parts.push(...tableAndLoop("autoDeletes", "zpa.AppConnectorAutoDelete", schedules, rowOf));
    return `${parts.join("\n\n")}\n`;
}

const placeKey = ({ place }: TakenOver, id: string) => `${place.customerId}/${id}`;

const HEADER = `// Written by \`zpa-connectors adopt\`. Import the objects before the first \`pulumi up\`:
// pulumi import --file import.json --generate-code=false
import * as zpa from "pulumi-zpa-connectors";`;

const tenantOf = ({ place }: TakenOver) => (place.tenant === undefined ? {} : { tenant: place.tenant });

function rowOf({ object }: Named): Record<string, unknown> {
    const { place, args } = object;
    const { microtenantId, microtenantName } = place;
    const isSaid = !place.isTenants && microtenantId !== "0";
    const where = !isSaid ? {} : microtenantName === undefined ? { microtenantId } : { microtenantName };
    return { ...args, ...tenantOf(object), ...where };
}

function table(name: string, type: string, resources: readonly Named[], rowOf: (named: Named) => object): string {
    const { rowType } = construction(type, resources);
    const lines: string[] = [];
    const headings = new Set(resources.map(({ object }) => headingOf(object.place)));
    let heading = headings.size === 1 ? [...headings][0] : undefined;
    for (const named of resources) {
        const { place, locked } = named.object;
        const here = headingOf(place);
        if (here !== heading) lines.push(`    // ${here}`);
        heading = here;
        if (locked !== undefined)
            lines.push(
                `    // Locked (${literal(locked).slice(1, -1)}): the service rejects changes. With ignoreWhenLocked: true,`,
                "    // changes in the program are ignored. Otherwise they fail the preview.",
            );
        lines.push(row(named.name, { ...rowOf(named), ...(named.isProtected ? { protect: true } : {}) }, "    "));
    }
    return `const ${name} = {\n${lines.join("\n")}\n} satisfies Record<string, ${rowType}>;`;
}

function headingOf({ tenant, microtenantId, microtenantName }: TakenOver["place"]): string {
    const whose = tenant === undefined ? "The default tenant" : `Tenant ${literal(tenant)}`;
    if (microtenantId === "0") return whose;
    return `${whose}, microtenant ${literal(microtenantName ?? microtenantId)}`;
}

/** The code that creates the resources of a table. */
function construction(type: string, resources: readonly Named[]) {
    const hasProtected = resources.some(({ isProtected }) => isProtected);
    return {
        rowType: hasProtected ? `${type}Args & { protect?: boolean }` : `${type}Args`,
        parameter: hasProtected ? "{ protect, ...args }" : "args",
        made: `new ${type}(name, args${hasProtected ? ", { protect: protect ?? false }" : ""})`,
    };
}

const tableAndLoop = (name: string, type: string, resources: readonly Named[], row: (named: Named) => object) => [
    table(name, type, resources, row),
    loop(name, type, resources),
];

function loop(name: string, type: string, resources: readonly Named[]): string {
    const { rowType, parameter, made } = construction(type, resources);
    return `for (const [name, ${parameter}] of Object.entries<${rowType}>(${name})) {\n    ${made};\n}`;
}

function createdGroups(groups: readonly Named[]): string {
    const { rowType, parameter, made } = construction("zpa.AppConnectorGroup", groups);
    return `const created = Object.fromEntries(
    Object.entries<${rowType}>(groups).map(([name, ${parameter}]) => [name, ${made}]),
) as Record<keyof typeof groups, zpa.AppConnectorGroup>;`;
}
