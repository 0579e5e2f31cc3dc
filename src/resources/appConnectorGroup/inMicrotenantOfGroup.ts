import type * as pulumi from "@pulumi/pulumi";

type Microtenant = pulumi.Output<string>;

/** The microtenant of each group of the program, by the output of the group's id. */
const microtenantById = new WeakMap<object, Microtenant>();

export function noteGroup({ id, microtenantId }: { id: pulumi.Output<pulumi.ID>; microtenantId: Microtenant }): void {
    microtenantById.set(id, microtenantId);
}

interface InGroup {
    readonly appConnectorGroupId: pulumi.Input<string>;
    readonly microtenantId?: pulumi.Input<string> | undefined;
    readonly microtenantName?: pulumi.Input<string> | undefined;
}

/** The arguments with the microtenant of the group of this program, if they have no microtenant. */
export function inMicrotenantOfGroup<T extends object>(args: T): T {
    const { appConnectorGroupId: id, microtenantId, microtenantName } = args as Partial<InGroup>;
    if (typeof id !== "object" || microtenantId !== undefined || microtenantName !== undefined) return args;
    const ofGroup = microtenantById.get(id);
    return ofGroup ? { ...args, microtenantId: ofGroup } : args;
}
