import type * as pulumi from "@pulumi/pulumi";
import { isZpaError, ZpaError } from "../api/errors";
import { type Connection, Connections } from "../tenants/connection";
import { microtenantOf } from "../tenants/inMicrotenant";
import { resolveRun, resolveTenant, type SettingSource, tenantOfCustomer } from "../tenants/resolve";
import type { RunSettings } from "../tenants/settings";
import { checkArgs, type Failure, RUN, type Run } from "./checkArgs";
import { differences, plannedChange } from "./diff";
import { lockReason } from "./lock";
import { describeScope, groupCalled, noSuchGroupError } from "./messages";
import { createGroup, deleteGroup, groupNamed, readGroup, updateGroup } from "./operations";
import { adoptGroup, checkCreate, checkUpdate, judgeLocked } from "./preflight";
import { ProgramSoFar } from "./programSoFar";
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
    private run: Run | undefined;
    private readonly program = new ProgramSoFar();

    /** Stays synchronous: the engine's calls do not wait for it. */
    configure(config: Config): void {
        const get = (key: string) => config.get(key);
        this.source = { config: get, env: process.env };
        try {
            this.settings = resolveRun(this.source);
        } catch (error) {
            this.settingsProblem = [settingsFailure(error, undefined)];
        }
        this.connections = new Connections({ retrySecs: this.settings.retrySecs, onWait: tell });
    }

    check = quietly(async (olds: Record<string, unknown>, news: Record<string, unknown>) => {
        const { args, failures } = checkArgs(news);
        this.run = news[RUN] as Run | undefined;
        const inputs: GroupInputs = { ...impliedArgs(args), customerId: UNKNOWN };
        failures.push(...this.settingsProblem, ...this.placeInTenant(inputs, news));
        if (failures.length === 0 && inputs.customerId !== UNKNOWN) {
            failures.push(...(await this.resolveNames(olds, inputs)));
            if (failures.length === 0 && this.settings.preflight) failures.push(...(await this.lookUp(olds, inputs)));
        }
        const kept = failures.length === 0 ? await this.leftAsItWas(olds, inputs) : inputs;
        this.program.remember(kept);
        return { inputs: kept, failures };
    });

    diff = quietly(async (id: string, olds: GroupOutputs, news: GroupInputs) => {
        const found = differences(olds, news);
        const isRefresh = !this.program.hasChecked(news);
        if (!isRefresh) this.refuseTwoResources(id, news);
        if (found.length === 0) return { changes: false };
        if (isRefresh) return plannedChange(found);

        const locked = lockReason(olds);
        if (this.settings.preflight) {
            const connection = this.connectionOf(olds, olds);
            const verdict = await checkUpdate(connection, id, olds, news, this.deploying()).catch(this.leftToUpdate);
            if (verdict?.notice) tell(verdict.notice);
            if (verdict) return verdict.diff;
        } else if (locked) {
            return judgeLocked(groupCalled(olds.name, id), locked, found, news, this.deploying());
        }
        return plannedChange(found);
    });

    create = quietly(async (inputs: GroupInputs) => {
        const connection = this.connectionOf(inputs, inputs);
        if (inputs.import === undefined) return createGroup(connection, inputs);
        const adopted = await adoptGroup(connection, inputs);
        this.program.adopts(adopted.id, inputs);
        return adopted;
    });

    read = quietly(async (id: string, props: GroupOutputs) => {
        const owner = await this.ownerOf(props);
        const outs = await readGroup(this.connectionOf(owner, owner), id, owner, props);
        if (outs) return { id, props: outs, inputs: toInputs(outs) };
        // Without outputs it is a `get`, and a program must not go on with a group that does not exist.
        if (!props.customerId) throw noSuchGroupError(id, describeScope(owner.customerId, owner.microtenantId));
        return {};
    });

    update = quietly(async (id: string, olds: GroupOutputs, news: GroupInputs) => ({
        outs: await updateGroup(this.connectionOf(news, news), id, olds, news),
    }));

    delete = quietly(async (id: string, props: GroupOutputs) => {
        if (!this.program.hasAdopted(id, props)) return deleteGroup(this.connectionOf(props, props), id, props);
        tell(`${groupCalled(props.name, id)} stays: another resource of this run has taken it over by \`import\`.`);
    });

    private resourceName(): string {
        return this.run?.resource ?? "";
    }

    private deploying(): boolean {
        return this.run?.deploying === true;
    }

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
            return [settingsFailure(error, inputs.tenant)];
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
            else if (this.settings.preflight || (this.deploying() && nameOf === "microtenantName")) {
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
        if (!this.deploying() || !isZpaError(error) || isZpaError(error, "LOCKED", "CLASH")) throw error;
        return undefined;
    };

    /**
     * What only the service knows of a group that is new. While deploying it is left to `create`, which looks at the
     * same list: an error there fails this group alone, one here the whole run, other tenants included.
     */
    private async lookUp(olds: Record<string, unknown>, inputs: GroupInputs): Promise<Failure[]> {
        if (Object.keys(olds).length > 0) return [];
        const { name, import: importId } = inputs;
        const failures = importId ? this.program.takeImport(importId, inputs, this.resourceName()) : [];
        if (this.deploying()) return failures;
        if (!importId) failures.push(...this.program.takeName(inputs));
        failures.push(...(await checkCreate(this.connectionOf(inputs, inputs), inputs)));
        if (importId && failures.length === 0)
            tell(`${groupCalled(name, importId)} will be taken over as it is, without a write.`);
        return failures;
    }

    private refuseTwoResources(id: string, news: GroupInputs): void {
        const problem = this.program.manages(id, news, this.resourceName());
        if (problem) throw new ZpaError("CLASH", problem);
    }

    /**
     * What the program asks of a locked group that is left alone is not recorded as its input, so that a preview shows
     * the change once the lock is gone.
     */
    private async leftAsItWas(olds: Record<string, unknown>, inputs: GroupInputs): Promise<GroupInputs> {
        const held = olds as unknown as GroupInputs;
        const asks = inputs.ignoreWhenLocked === true && held.customerId && differences(held, inputs).length > 0;
        if (!asks || !this.settings.preflight) return inputs;
        const found = groupNamed(this.connectionOf(held, held), held.name, String(held.microtenantId));
        const group = await found.catch(() => undefined);
        return group && lockReason(group) ? { ...held, ignoreWhenLocked: true } : inputs;
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
    private async ownerOf(props: GroupOutputs): Promise<Ownership> {
        const { customerId, tenant, microtenantId, microtenantName, managedFields } = props;
        if (customerId) {
            return { customerId, tenant, microtenantId: microtenantId ?? "0", microtenantName, managedFields };
        }
        const resolved = resolveTenant(tenant, this.source);
        const where = { microtenantId, microtenantName };
        return {
            customerId: resolved.customerId,
            tenant,
            microtenantName,
            microtenantId: await microtenantOf(this.connections.to(resolved), where),
        };
    }
}

/** Shown as a message on the stack. */
const tell = (message: string) => console.error(message);

/** Said of the `tenant` that the program names; of the resource as a whole where it names none. */
function settingsFailure(error: unknown, tenant: string | undefined): Failure {
    if (isZpaError(error)) return { property: tenant === undefined ? "" : "tenant", reason: error.message };
    throw error;
}
