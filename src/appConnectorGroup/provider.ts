import type * as pulumi from "@pulumi/pulumi";
import { isZpaError } from "../api/errors";
import { type Connection, Connections } from "../tenants/connection";
import { resolveRun, resolveTenant, type SettingSource, tenantOfCustomer } from "../tenants/resolve";
import type { RunSettings } from "../tenants/settings";
import { checkArgs, DEPLOYING, type Failure } from "./checkArgs";
import { differences, plannedChange } from "./diff";
import { lockReason } from "./lock";
import { groupCalled } from "./messages";
import { createGroup, deleteGroup, readGroup, updateGroup } from "./operations";
import { adoptGroup, checkCreate, checkUpdate, judgeLocked } from "./preflight";
import { quietly } from "./quietly";
import { type GroupInputs, type GroupOutputs, type Ownership, toInputs } from "./state";
import { UNKNOWN } from "./values";
import { impliedArgs } from "./wanted";

type Config = pulumi.dynamic.ConfigureRequest["config"];

/** The life of an App Connector group, as the engine's plugin process calls it. */
export class AppConnectorGroupProvider implements Required<Omit<pulumi.dynamic.ResourceProvider, "configure">> {
    private source: SettingSource = { config: () => undefined, env: process.env };
    private settings: RunSettings = resolveRun(this.source);
    private settingsProblem: Failure[] = [];
    private connections = new Connections(this.settings);
    /** Whether the program runs to deploy; a preview otherwise. The engine does not say, so the program does. */
    private deploying = false;
    /** Inputs that `check` gave out in this process: a `diff` of others belongs to a refresh. */
    private readonly checked = new Set<string>();

    /** Names that new groups of this program take, by where they are. */
    private readonly newNames = new Set<string>();

    /** The group whose `diff` came last, with the inputs that it was compared with: a replacement is checked next. */
    private lastDiff: { id: string; key: string } | undefined;

    /** Groups that resources of this run have taken over. */
    private readonly adopted = new Set<string>();

    /** Stays synchronous: the engine's calls do not wait for it. */
    configure(config: Config): void {
        const get = (key: string) => config.get(key);
        this.source = { config: get, env: process.env };
        try {
            this.settings = resolveRun(this.source);
        } catch (error) {
            this.settingsProblem = [settingsFailure(error)];
        }
        this.connections = new Connections({ retrySecs: this.settings.retrySecs, onWait: tell });
    }

    check = quietly(async (olds: Record<string, unknown>, news: Record<string, unknown>) => {
        const { args, failures } = checkArgs(news);
        this.deploying = news[DEPLOYING] === true;
        const inputs: GroupInputs = { ...impliedArgs(args), customerId: UNKNOWN };
        failures.push(...this.settingsProblem, ...this.placeInTenant(inputs, news));
        if (failures.length === 0 && inputs.customerId !== UNKNOWN) {
            failures.push(...(await this.resolveNames(olds, inputs)));
            if (failures.length === 0 && this.settings.preflight) failures.push(...(await this.lookUp(olds, inputs)));
        }
        this.checked.add(keyOf(inputs));
        return { inputs, failures };
    });

    diff = quietly(async (id: string, olds: GroupOutputs, news: GroupInputs) => {
        const found = differences(olds, news);
        if (found.length === 0) return { changes: false };
        const key = keyOf(news);
        if (!this.checked.has(key)) return plannedChange(found);
        this.lastDiff = { id, key };

        const locked = lockReason(olds);
        if (this.settings.preflight) {
            const connection = this.connectionOf(olds, olds);
            const verdict = await checkUpdate(connection, id, olds, news, this.deploying).catch(this.leftToUpdate);
            if (verdict?.notice) tell(verdict.notice);
            if (verdict) return verdict.diff;
        } else if (locked) {
            return judgeLocked(groupCalled(olds.name, id), locked, found, news, this.deploying);
        }
        return plannedChange(found);
    });

    create = quietly(async (inputs: GroupInputs) => {
        const connection = this.connectionOf(inputs, inputs);
        if (inputs.importId === undefined) return createGroup(connection, inputs);
        const adopted = await adoptGroup(connection, inputs);
        this.adopted.add(placeOf(adopted.id, inputs));
        return adopted;
    });

    read = quietly(async (id: string, props: GroupOutputs) => {
        const owner = this.ownerOf(props);
        const outs = await readGroup(this.connectionOf(owner, owner), id, owner, props);
        if (!outs) return {};
        return { id, props: outs, inputs: toInputs(outs) };
    });

    update = quietly(async (id: string, olds: GroupOutputs, news: GroupInputs) => ({
        outs: await updateGroup(this.connectionOf(news, news), id, olds, news),
    }));

    delete = quietly(async (id: string, props: GroupOutputs) => {
        if (!this.adopted.has(placeOf(id, props))) return deleteGroup(this.connectionOf(props, props), id, props);
        tell(`${groupCalled(props.name, id)} stays: another resource of this run has taken it over by \`import\`.`);
    });

    /** Says of the inputs which customer and which microtenant they are for. */
    private placeInTenant(inputs: GroupInputs, news: Record<string, unknown>): Failure[] {
        if (inputs.tenant === UNKNOWN) return [];
        try {
            const tenant = resolveTenant(inputs.tenant, this.source);
            inputs.customerId = tenant.customerId;
            if ((news.microtenantId ?? null) === null && inputs.microtenantName === undefined) {
                if (tenant.microtenantId) inputs.microtenantId = tenant.microtenantId;
                else if (tenant.microtenantName) inputs.microtenantName = tenant.microtenantName;
            }
            if (inputs.microtenantName !== undefined) inputs.microtenantId = UNKNOWN;
            return [];
        } catch (error) {
            return [settingsFailure(error)];
        }
    }

    /**
     * Puts ids in the places of names. A name that stands for what it stood for before is not looked up again, and
     * without preflight none is before it is needed.
     */
    private async resolveNames(olds: Record<string, unknown>, inputs: GroupInputs): Promise<Failure[]> {
        for (const [nameOf, idOf, list] of [
            ["microtenantName", "microtenantId", "microtenants"],
            ["versionProfileName", "versionProfileId", "profiles"],
        ] as const) {
            const name = inputs[nameOf];
            if (name === undefined || name === UNKNOWN) continue;
            const isKnown = olds[nameOf] === name && olds.customerId === inputs.customerId && olds[idOf] !== undefined;
            if (isKnown) inputs[idOf] = olds[idOf];
            else if (this.settings.preflight || (this.deploying && nameOf === "microtenantName")) {
                try {
                    inputs[idOf] = (await this.connectionOf(inputs, {})[list].one({ name })).id;
                } catch (error) {
                    if (isZpaError(error, "CLASH")) return [{ property: nameOf, reason: error.message }];
                    throw error;
                }
            }
        }
        return [];
    }

    /** A tenant that cannot be reached while deploying is `update`'s to report, of its own groups alone. */
    private readonly leftToUpdate = (error: unknown): undefined => {
        if (!this.deploying || !isZpaError(error) || isZpaError(error, "LOCKED", "CLASH")) throw error;
        return undefined;
    };

    /**
     * What only the service knows of a group that is new. While deploying it is left to `create`, which looks at the
     * same list: an error there fails this group alone, one here the whole run, other tenants included.
     */
    private async lookUp(olds: Record<string, unknown>, inputs: GroupInputs): Promise<Failure[]> {
        if (this.deploying || Object.keys(olds).length > 0) return [];
        const replaced = this.lastDiff?.key === keyOf(inputs) ? this.lastDiff.id : undefined;
        const connection = this.connectionOf(inputs, inputs);
        return [...this.takenInProgram(inputs), ...(await checkCreate(connection, inputs, replaced))];
    }

    private takenInProgram({ name, customerId, microtenantId, importId }: GroupInputs): Failure[] {
        if (name === UNKNOWN || importId !== undefined) return [];
        const key = JSON.stringify([customerId, microtenantId, name]);
        if (this.newNames.has(key)) {
            return [{ property: "name", reason: "is the name of another new group of this program; names are unique" }];
        }
        this.newNames.add(key);
        return [];
    }

    private connectionOf(
        owner: { customerId: string; tenant?: string | undefined },
        where: { microtenantId?: unknown },
    ): Connection {
        const tenant = tenantOfCustomer(
            owner.customerId,
            owner.tenant,
            String(where.microtenantId ?? "0"),
            this.source,
        );
        return this.connections.to(tenant);
    }

    /** On `get` the engine has nothing but what the program said: the tenant's label, perhaps a microtenant. */
    private ownerOf(props: GroupOutputs): Ownership {
        const { customerId, tenant, microtenantId, microtenantName, managedFields } = props;
        if (customerId) {
            return { customerId, tenant, microtenantId: microtenantId ?? "0", microtenantName, managedFields };
        }
        const resolved = resolveTenant(tenant, this.source);
        return {
            customerId: resolved.customerId,
            tenant,
            microtenantId: microtenantId ?? resolved.microtenantId ?? "0",
        };
    }
}

/** Shown as a message on the stack. */
const tell = (message: string) => console.error(message);

function settingsFailure(error: unknown): Failure {
    if (isZpaError(error)) return { property: "tenant", reason: error.message };
    throw error;
}

const placeOf = (id: string, { customerId }: { customerId: string }) => `${customerId}/${id}`;

function keyOf(inputs: GroupInputs): string {
    const relevant = Object.entries(inputs).filter(([key, value]) => !key.startsWith("__") && value !== undefined);
    return JSON.stringify(relevant.sort(([a], [b]) => (a < b ? -1 : 1)));
}
