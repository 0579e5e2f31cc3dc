import { type Inputs, withoutAbsent } from "../model/state";

type Properties = Readonly<Record<string, unknown>>;

export const isSameContent = (a: object, b: object): boolean => contentOf(a) === contentOf(b);

const contentOf = (properties: object): string =>
    JSON.stringify(Object.entries(withoutAbsent(properties)).sort(([a], [b]) => (a < b ? -1 : 1)));

/** The arguments with the changes that a policy has made to the inputs which `check` returned. */
export function withChanges(args: Properties, checked: Properties, changed: Properties): Inputs {
    const same = (key: string) => JSON.stringify(checked[key]) === JSON.stringify(changed[key]);
    const keys = Object.keys({ ...checked, ...changed }).filter((key) => !same(key));
    return { ...args, ...Object.fromEntries(keys.map((key) => [key, changed[key]])) } as unknown as Inputs;
}
