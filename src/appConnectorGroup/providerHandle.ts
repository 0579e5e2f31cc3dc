import type { AppConnectorGroupProvider } from "./provider";

/**
 * The object that the engine stores with every group. Pulumi's serializer writes one `require` of this module for it,
 * so it stays small and the same whatever the package's code becomes; the provider itself is loaded where it is called.
 */
let loaded: AppConnectorGroupProvider | undefined;

function provider(): AppConnectorGroupProvider {
    if (!loaded) {
        const { AppConnectorGroupProvider: Provider } = require("./provider") as typeof import("./provider");
        loaded = new Provider();
    }
    return loaded;
}

type Provider = AppConnectorGroupProvider;

export const configure = (request: { config: Parameters<Provider["configure"]>[0] }) =>
    provider().configure(request.config);
export const check = (...args: Parameters<Provider["check"]>) => provider().check(...args);
export const diff = (...args: Parameters<Provider["diff"]>) => provider().diff(...args);
export const create = (...args: Parameters<Provider["create"]>) => provider().create(...args);
export const read = (...args: Parameters<Provider["read"]>) => provider().read(...args);
export const update = (...args: Parameters<Provider["update"]>) => provider().update(...args);
const remove = (...args: Parameters<Provider["delete"]>) => provider().delete(...args);

export { remove as delete };
