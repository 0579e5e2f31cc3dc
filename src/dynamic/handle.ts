import type * as pulumi from "@pulumi/pulumi";
import type { DynamicProvider, Kind } from "./provider";

type Handle = Required<
    Pick<pulumi.dynamic.ResourceProvider, "configure" | "check" | "diff" | "create" | "read" | "update" | "delete">
>;

/**
 * The object that the engine stores with every resource of a kind. A module of this package exports it whole, so
 * Pulumi's serializer writes one `require` of that module: small, and the same whatever the package's code becomes.
 * The provider itself is loaded where it is called.
 */
export function handle(load: () => Kind): Handle {
    let provider: DynamicProvider | undefined;
    const loaded = (): DynamicProvider => {
        if (!provider) {
            const { DynamicProvider: Provider } = require("./provider") as typeof import("./provider");
            provider = new Provider(load());
        }
        return provider;
    };
    return {
        // Stays synchronous: the engine's calls do not wait for it.
        configure: async ({ config }) => loaded().configure(config),
        check: (olds, news) => loaded().check(olds, news),
        diff: (id, olds, news) => loaded().diff(id, olds, news),
        create: (inputs) => loaded().create(inputs),
        read: (id, props) => loaded().read(id, props),
        update: (id, olds, news) => loaded().update(id, olds, news),
        delete: (id, props) => loaded().delete(id, props),
    };
}
