/**
 * The string that every resource stores as `__provider` and the plugin process evaluates: a module whose `handler`
 * returns the provider. It must never change: another string would be a change of every resource of every user.
 *
 * @param module the module that exports the provider, as the plugin process can require it from the user's project
 */
export const providerText = (module: string): string => `exports.handler=()=>require(${JSON.stringify(module)})`;
