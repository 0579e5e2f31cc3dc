import { type handleUnaryCall, Server, type ServerUnaryCall, type sendUnaryData } from "@grpc/grpc-js";
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import { type IResourceProviderServer, ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as pb from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { ZpaError } from "../api/errors";
import { engineListens } from "../lifecycle/engine";
import type { Plan } from "../lifecycle/plan";
import { Runtime, type RuntimeOptions } from "../lifecycle/runtime";
import { type Failure, secretsOf } from "../model/resourceModel";
import type { State } from "../model/state";
import { errorOf } from "./errors";
import { outputOf, secretsIn } from "./functions";
import { Instance, KIND_OF, typeOf } from "./instance";
import { received, sent } from "./properties";
import { EngineLog } from "./reporter";
import { checkSettings, SECRET_SETTINGS, settingSource } from "./settings";
import { inOwnWords } from "./words";

export interface Package {
    readonly version: string;
    /** The text of `schema.json`. Read when the engine asks for it. */
    readonly schema: () => string;
}

/** The engine's address, and one provider for each of its connections. */
class Session {
    private readonly ended = new AbortController();
    private readonly instances = new Map<string, Instance>();
    private latest: Instance | undefined;

    constructor(
        private engine: string | undefined,
        private readonly options: Partial<RuntimeOptions>,
    ) {}

    attach(engine: string): void {
        this.engine = engine || this.engine;
    }

    /** Ends all requests and waits of the run. */
    cancel(): void {
        this.ended.abort(new ZpaError("CANCELLED", "The operation was cancelled."));
    }

    configure(peer: string, source: RuntimeOptions["source"]): void {
        const { engine } = this;
        this.latest = new Instance(
            new Runtime({
                source,
                reporter: new EngineLog(engine),
                signal: this.ended.signal,
                isWanted: engineListens(engine === undefined ? [] : [engine]),
                ...this.options,
            }),
        );
        this.instances.set(peer, this.latest);
    }

    /** The provider of a connection. An attached process serves several; a started one has one, which may reconnect. */
    instance(peer: string): Instance {
        const instance = this.instances.get(peer) ?? this.latest;
        if (!instance) throw new Error("the engine has not configured the provider");
        return instance;
    }
}

/** The name of a provider that the engine makes of the stack's configuration. */
const DEFAULT = /^default(_|$)/;
const isExplicit = (name: string): boolean => !DEFAULT.test(name);
const nameOf = (urn: string): string => urn.split("::").at(-1) ?? "";

/** The secrets of the resource that a request is for. */
const secretsFor = (urn: string): readonly string[] => {
    const kind = KIND_OF.get(typeOf(urn));
    return kind ? secretsOf(kind.model) : [];
};

/** The provider as a server of Pulumi's protocol. Other methods of the protocol answer that they are not implemented. */
export function serverOf(
    { version, schema }: Package,
    engine: string | undefined,
    options: Partial<RuntimeOptions> = {},
): Server {
    const session = new Session(engine, options);
    const methods: Partial<IResourceProviderServer> = {
        handshake: unary(({ request }) => {
            session.attach(request.getEngineAddress());
            return new pb.ProviderHandshakeResponse();
        }),
        attach: unary(({ request }) => {
            session.attach(request.getAddress());
            return new Empty();
        }),
        cancel: unary(() => {
            session.cancel();
            return new Empty();
        }),
        getPluginInfo: unary(() => new PluginInfo().setVersion(version)),
        getSchema: unary(() => new pb.GetSchemaResponse().setSchema(schema())),
        checkConfig: unary(({ request }) => {
            const news = received(request.getNews());
            const response = new pb.CheckResponse().setInputs(sent(news, SECRET_SETTINGS));
            return response.setFailuresList(failuresOf(checkSettings(news, isExplicit(nameOf(request.getUrn())))));
        }),
        diffConfig: unary(({ request }) => {
            const [olds, news] = [received(request.getOldInputs() ?? request.getOlds()), received(request.getNews())];
            const changed = Object.keys({ ...olds, ...news }).filter(
                (name) => JSON.stringify(olds[name]) !== JSON.stringify(news[name]),
            );
            return new pb.DiffResponse().setChanges(changesOf(changed.length > 0)).setDiffsList(changed);
        }),
        configure: unary((call) => {
            const name = call.request.getName() ?? "";
            const args = received(call.request.getArgs());
            session.configure(call.getPeer(), settingSource(args, name !== "" && isExplicit(name)));
            return new pb.ConfigureResponse().setSupportspreview(true);
        }),
        check: unary(async (call) => {
            const { request } = call;
            const urn = request.getUrn();
            const { inputs, failures } = await session
                .instance(call.getPeer())
                .check({ urn }, received(request.getOlds()), received(request.getNews()));
            const response = new pb.CheckResponse().setInputs(sent(inputs, secretsFor(urn)));
            return response.setFailuresList(failuresOf(failures));
        }),
        diff: unary(async (call) => {
            const { request } = call;
            const state = received(request.getOlds()) as unknown as State;
            const subject = { urn: request.getUrn() };
            return diffOf(
                await session
                    .instance(call.getPeer())
                    .diff(subject, request.getId(), state, received(request.getNews())),
            );
        }),
        create: unary(async (call) => {
            const { request } = call;
            const [instance, subject] = [session.instance(call.getPeer()), subjectOf(request)];
            const news = received(request.getProperties());
            const secrets = secretsFor(subject.urn);
            if (request.getPreview()) {
                const outputs = await instance.previewCreate(subject, news);
                return new pb.CreateResponse().setProperties(sent(outputs, secrets));
            }
            const { id, state } = await instance.create(subject, news);
            return new pb.CreateResponse().setId(id).setProperties(sent(state, secrets));
        }),
        read: unary(async (call) => {
            const { request } = call;
            const subject = subjectOf(request);
            const state = received(request.getProperties());
            const found = await session.instance(call.getPeer()).read(subject, request.getId(), state);
            const response = new pb.ReadResponse();
            if (!found) return response;
            const secrets = secretsFor(subject.urn);
            response.setId(found.id).setProperties(sent(found.state, secrets));
            return response.setInputs(sent(found.inputs, secrets));
        }),
        update: unary(async (call) => {
            const { request } = call;
            const [instance, subject] = [session.instance(call.getPeer()), subjectOf(request)];
            const state = received(request.getOlds()) as unknown as State;
            const change = [subject, request.getId(), state, received(request.getNews())] as const;
            const outputs = await (request.getPreview()
                ? instance.previewUpdate(...change)
                : instance.update(...change));
            return new pb.UpdateResponse().setProperties(sent(outputs, secretsFor(subject.urn)));
        }),
        delete: unary(async (call) => {
            const { request } = call;
            const state = received(request.getProperties()) as unknown as State;
            await session.instance(call.getPeer()).delete(subjectOf(request), request.getId(), state);
            return new Empty();
        }),
        invoke: unary(async (call) => {
            const { request } = call;
            const token = request.getTok();
            const output = outputOf(
                token,
                await session.instance(call.getPeer()).invoke(token, received(request.getArgs())),
            );
            return new pb.InvokeResponse().setReturn(sent(output, secretsIn(token)));
        }),
    };
    const server = new Server({ "grpc.max_receive_message_length": -1, "grpc.max_send_message_length": -1 });
    server.addService(ResourceProviderService, methods as IResourceProviderServer);
    return server;
}

type Answer<R> = R | Promise<R>;

/** A method that fails with the message of its error. */
function unary<Q, R>(method: (call: ServerUnaryCall<Q, R>) => Answer<R>): handleUnaryCall<Q, R> {
    return (call: ServerUnaryCall<Q, R>, callback: sendUnaryData<R>) => {
        const { getUrn } = call.request as { getUrn?: () => string };
        const urn = getUrn?.call(call.request) ?? "";
        new Promise<R>((resolve) => resolve(method(call))).then(
            (response) => callback(null, response),
            (error: unknown) => callback(errorOf(error, secretsFor(urn))),
        );
    };
}

const subjectOf = (request: { getUrn(): string; getTimeout(): number }) => ({
    urn: request.getUrn(),
    timeoutSecs: request.getTimeout(),
});

const failuresOf = (failures: readonly Failure[]) =>
    failures.map(({ property, reason }) => new pb.CheckFailure().setProperty(property).setReason(inOwnWords(reason)));

const changesOf = (isChanged: boolean) =>
    isChanged ? pb.DiffResponse.DiffChanges.DIFF_SOME : pb.DiffResponse.DiffChanges.DIFF_NONE;

function diffOf({ changes, replaces, deleteBeforeReplace }: Plan): pb.DiffResponse {
    const response = new pb.DiffResponse().setChanges(changesOf(changes.length > 0)).setHasdetaileddiff(true);
    const { Kind } = pb.PropertyDiff;
    for (const { property, from, to } of changes) {
        const isReplaced = replaces.includes(property);
        const kinds = isReplaced
            ? ([Kind.ADD_REPLACE, Kind.DELETE_REPLACE, Kind.UPDATE_REPLACE] as const)
            : ([Kind.ADD, Kind.DELETE, Kind.UPDATE] as const);
        const kind = from === undefined ? kinds[0] : to === undefined ? kinds[1] : kinds[2];
        response.getDetaileddiffMap().set(property, new pb.PropertyDiff().setKind(kind));
        response.addDiffs(property);
    }
    return response.setReplacesList([...replaces]).setDeletebeforereplace(deleteBeforeReplace);
}
