import { type Answer, ok, refuse, restingOn } from "./answers";
import type { Call, Endpoint } from "./endpoint";
import type { FactName } from "./evidence";
import type { Kind, Shown } from "./kinds";
import { isInScope } from "./microtenants";
import type { Stored } from "./store";

export const idOf = ({ params }: Call) => params.id ?? "";

/** The objects of a kind that a call can reach. */
export function visible(kind: Kind, { store, scope, params }: Call): Stored[] {
    const { isAt } = kind;
    const objects = store.byName(kind.collection);
    const inScope = scope === "all" ? [...objects] : objects.filter((object) => isInScope(object, scope));
    return isAt ? inScope.filter((object) => isAt(object, params)) : inScope;
}

/** The response about one object, or the error that it does not exist. */
export function one(kind: Kind, answer: (call: Call, object: Stored) => Answer): Endpoint["answer"] {
    return (call) => {
        const object = call.store.of(kind.collection).get(idOf(call));
        const isVisible = object && isInScope(object, call.scope) && (kind.isAt?.(object, call.params) ?? true);
        return isVisible ? answer(call, object) : refuse.notFound(idOf(call));
    };
}

export const answerShown = (call: FactName, { body, known }: Shown): Answer => restingOn(ok(call, body), known);
