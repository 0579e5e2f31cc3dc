import type { Failure } from "./checkArgs";
import type { GroupInputs } from "./state";
import { UNKNOWN } from "./values";

interface InCustomer {
    readonly customerId: string;
}

/** What one run of a program has said until now, of all its groups together. */
export class ProgramSoFar {
    private readonly checked = new Set<string>();
    private readonly newNames = new Set<string>();
    private readonly managed = new Map<string, string>();
    private readonly imports = new Map<string, string>();
    private readonly adopted = new Set<string>();

    remember(inputs: GroupInputs): void {
        this.checked.add(keyOf(inputs));
    }

    /** Whether `check` gave these inputs out: a `diff` of others belongs to a refresh. */
    hasChecked(inputs: GroupInputs): boolean {
        return this.checked.has(keyOf(inputs));
    }

    /** Takes a new group's name; two new groups cannot share one. */
    takeName({ name, customerId, microtenantId }: GroupInputs): Failure[] {
        if (name === UNKNOWN) return [];
        const key = JSON.stringify([customerId, microtenantId, name]);
        if (this.newNames.has(key)) {
            return [{ property: "name", reason: "is the name of another new group of this program; names are unique" }];
        }
        this.newNames.add(key);
        return [];
    }

    /** Takes an existing group for a resource that wants to import it; one resource alone can have it. */
    takeImport(id: string, inputs: GroupInputs, resource: string): Failure[] {
        const place = placeOf(id, inputs);
        const other = this.managed.get(place) ?? this.imports.get(place);
        this.imports.set(place, resource);
        return other === undefined || other === resource
            ? []
            : [{ property: "import", reason: twoResources(id, other) }];
    }

    /** Notes whose group it is; says what is wrong when another resource has it too, or wants to import it. */
    manages(id: string, inputs: GroupInputs, resource: string): string | undefined {
        const place = placeOf(id, inputs);
        const other = this.imports.get(place) ?? this.managed.get(place);
        this.managed.set(place, resource);
        return other === undefined || other === resource ? undefined : twoResources(id, other);
    }

    adopts(id: string, inputs: GroupInputs): void {
        this.adopted.add(placeOf(id, inputs));
    }

    /** Whether a resource of this run has taken the group over, so that another one's end is not the group's. */
    hasAdopted(id: string, where: InCustomer): boolean {
        return this.adopted.has(placeOf(id, where));
    }
}

const twoResources = (id: string, other: string) =>
    `the group with the id ${id} is that of the resource ${JSON.stringify(other)} of this program; two resources ` +
    "cannot have one group. Take one of them out of the program, and if it is in the state, first out of there, with " +
    "`pulumi state delete <urn>`: otherwise the group is deleted with it.";

const placeOf = (id: string, { customerId }: InCustomer) => `${customerId}/${id}`;

function keyOf(inputs: GroupInputs): string {
    const relevant = Object.entries(inputs).filter(([key, value]) => !key.startsWith("__") && value !== undefined);
    return JSON.stringify(relevant.sort(([a], [b]) => (a < b ? -1 : 1)));
}
