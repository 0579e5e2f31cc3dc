import { DynamicProvider } from "../../src/dynamic/provider";
import type { Kind } from "../../src/lifecycle/kind";
import type { Runtime } from "../../src/lifecycle/runtime";
import type { Failure } from "../../src/model/resourceModel";
import { UNKNOWN } from "../../src/model/rules";
import type { Inputs, State } from "../../src/model/state";
import { Instance, type Subject } from "../../src/native/instance";

type Properties = Record<string, unknown>;

/** What the small engine asks of the provider of a kind, on either surface. */
export interface Provider {
    check(olds: Properties, news: Properties): Promise<{ inputs: Inputs; failures: readonly Failure[] }>;
    diff(id: string, olds: Properties, news: Properties): Promise<Diff>;
    /** What the engine asks while it previews a create or an update. */
    preview?(inputs: Inputs, held: { id: string; outs: State } | undefined): Promise<unknown>;
    create(inputs: Inputs): Promise<{ id: string; outs: State }>;
    read(id: string, props: Properties): Promise<{ id?: string; props?: object; inputs?: object }>;
    update(id: string, olds: Properties, news: Inputs): Promise<{ outs: State }>;
    /** @param inputs those in the state, by which the resource is known */
    delete(id: string, props: Properties, inputs: Properties): Promise<void>;
}

interface Diff {
    readonly changes?: boolean;
    /** The properties that change, where the provider tells them. */
    readonly properties?: readonly string[];
    readonly replaces?: readonly string[];
    readonly deleteBeforeReplace?: boolean;
}

export type Surface = "dynamic" | "native";

let surface: Surface = "dynamic";

/** Makes the small engine use another surface, in the whole test file. */
export function useSurface(other: Surface): void {
    surface = other;
}

/** Whether a test file, which the native surface runs too, runs with the dynamic one. */
export const isDynamic = (): boolean => surface === "dynamic";

/** The providers of all kinds in one plugin process. */
export function providersOf(runtime: Runtime): (kind: Kind) => Provider {
    const providers = new Map<Kind, Provider>();
    const instance = new Instance(runtime);
    return (kind) => {
        const known = providers.get(kind);
        if (known) return known;
        const provider =
            surface === "native" ? new NativeProvider(instance) : (new DynamicProvider(kind, runtime) as Provider);
        providers.set(kind, provider);
        return provider;
    };
}

interface Imported {
    readonly id: string;
    readonly state: State;
}

interface Run {
    readonly urn: string;
}

/** The inputs with what the real engine keeps of a resource beside them. */
const URN = "__urn";
const without = (properties: Properties): Properties =>
    Object.fromEntries(Object.entries(properties).filter(([name]) => !name.startsWith("__")));

/**
 * The native provider, with an import as the engine makes it: a read. Where the program differs, the engine goes on with
 * an update or a replacement; here such an import is refused.
 */
class NativeProvider implements Provider {
    private readonly imports = new Map<string, Imported>();
    /** Resources that have an object in the state, which is not imported. */
    private readonly held = new Set<string>();

    constructor(private readonly instance: Instance) {}

    async check(olds: Properties, news: Properties) {
        const { __run, import: importId, ...args } = news;
        const urn = nativeUrn((__run as Run).urn);
        const isNew = Object.keys(olds).length === 0 && !this.held.has(urn);
        if (!isNew) this.held.add(urn);
        const isImport = isNew && typeof importId === "string";
        const isElsewhere = args.microtenantId !== undefined && args.microtenantId !== UNKNOWN;
        const place = isElsewhere ? `/${args.microtenantId}/${importId}` : String(importId);
        const found = isImport ? await this.instance.read({ urn }, place, {}) : undefined;
        if (found) this.imports.set(urn, found);
        const { inputs, failures } = await this.instance.check({ urn }, found ? found.inputs : without(olds), args);
        const kept = { ...inputs, [URN]: urn, ...(isImport ? { import: importId } : {}) };
        return { inputs: kept as unknown as Inputs, failures };
    }

    async diff(id: string, olds: Properties, news: Properties) {
        const { import: _, ...inputs } = without(news);
        this.held.add(subjectOf(news).urn);
        const plan = await this.instance.diff(subjectOf(news), id, without(olds) as unknown as State, inputs);
        const { changes, replaces, deleteBeforeReplace } = plan;
        const properties = changes.map(({ property }) => property);
        return { changes: changes.length > 0, properties, replaces, deleteBeforeReplace };
    }

    async preview(inputs: Inputs, held: { id: string; outs: State } | undefined) {
        try {
            return await this.previewed(inputs, held);
        } catch (error) {
            // As the small engine shows the failures of a check.
            const { message } = error as Error;
            throw new Error(message.replaceAll(/^property (\w+) has a problem: /gm, "$1: "));
        }
    }

    private previewed(inputs: Inputs, held: { id: string; outs: State } | undefined) {
        const { import: importId, ...news } = without(inputs);
        const subject = subjectOf(inputs);
        const imported = typeof importId === "string" ? this.imports.get(subject.urn) : undefined;
        if (imported) return this.isImported(subject, imported, news);
        return held
            ? this.instance.previewUpdate(subject, held.id, held.outs, news)
            : this.instance.previewCreate(subject, news);
    }

    async create(inputs: Inputs) {
        const { import: importId, ...news } = without(inputs);
        const subject = subjectOf(inputs);
        const imported = typeof importId === "string" ? this.imports.get(subject.urn) : undefined;
        if (!imported) {
            const { id, state } = await this.instance.create(subject, news);
            return { id, outs: withUrn(state, inputs) };
        }
        await this.isImported(subject, imported, news);
        return { id: imported.id, outs: withUrn(imported.state, inputs) };
    }

    private async isImported(subject: Subject, { id, state }: Imported, news: Properties): Promise<void> {
        const { changes } = await this.instance.diff(subject, id, state, news);
        if (changes.length > 0) throw new Error(`the object with the id ${id} cannot be imported as it is`);
    }

    async read(id: string, props: Properties) {
        const found = await this.instance.read(subjectOf(props), id, without(props));
        return found ? { id, props: withUrn(found.state, props), inputs: withUrn(found.inputs, props) } : {};
    }

    async update(id: string, olds: Properties, news: Inputs) {
        const { import: _, ...inputs } = without(news);
        const state = await this.instance.update(subjectOf(news), id, without(olds) as unknown as State, inputs);
        return { outs: withUrn(state, news) };
    }

    delete(id: string, props: Properties, inputs: Properties) {
        return this.instance.delete(subjectOf(inputs), id, without(props) as unknown as State);
    }
}

const subjectOf = (properties: Properties) => ({ urn: String(properties[URN]) });

const withUrn = <T extends object>(properties: T, from: Properties): T => ({ ...properties, [URN]: from[URN] });

const nativeUrn = (urn: string): string => urn.replace("pulumi-nodejs:dynamic/zpa:", "zpa-connectors:index:");
