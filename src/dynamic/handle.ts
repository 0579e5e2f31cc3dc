import type * as pulumi from "@pulumi/pulumi";
import type { Kind } from "../lifecycle/kind";
import type { DynamicProvider } from "./provider";

type Handle = Required<
    Pick<pulumi.dynamic.ResourceProvider, "configure" | "check" | "diff" | "create" | "read" | "update" | "delete">
>;

/**
 * The provider of a kind of resource. The state has only a `require` of the module that exports it, so the stored
 * string is small and does not depend on the package's code. The implementation is loaded by the first call.
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
        // Must be synchronous, because the engine's calls do not wait for it.
        configure: async ({ config }) => loaded().configure(config),
        check: (olds, news) => loaded().check(olds, news),
        diff: (id, olds, news) => loaded().diff(id, olds, news),
        create: (inputs) => loaded().create(inputs),
        read: (id, props) => loaded().read(id, props),
        update: (id, olds, news) => loaded().update(id, olds, news),
        delete: (id, props) => loaded().delete(id, props),
    };
}
