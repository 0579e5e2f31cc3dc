import type { CompleteListing } from "../api/client";
import { type Difference, describeDifference } from "../model/diff";
import { shown } from "../model/outsideText";
import { canonicalText } from "../model/rules";
import type { ApiObject } from "../model/state";

/** A create whose response was lost. */
export interface LostCreate {
    readonly name: string;
    /** Whether an object existed before, or was created by another resource of this run. */
    readonly isKnown: (id: string) => boolean;
    /** When it was first sent, by the service's clock, in milliseconds; `undefined` if that is unknown. */
    readonly sentAt: number | undefined;
    /** How an object differs from what was sent, as far as the service keeps it. */
    readonly differences: (object: ApiObject) => readonly Difference[];
}

/** How far the clocks of one service may be apart, in milliseconds. Its times have whole seconds. */
const CLOCK_SKEW_MS = 5_000;

/**
 * Evidence that a create has created this object. Only the functions of this class make it, so that no other object of
 * the same name gets into the state. Source: docs/zpa-api.md#whose-answer-it-is
 */
export class Created {
    private constructor(readonly object: ApiObject) {}

    /** The response to the create. */
    static answered(object: ApiObject): Created {
        return new Created(object);
    }

    /** A new object with the name that has what was sent. */
    static foundIn(listing: CompleteListing<ApiObject>, lost: LostCreate): Created | undefined {
        const found = namesakes(listing, lost).find(
            (object) => isNew(object, lost) && lost.differences(object).length === 0,
        );
        return found && new Created(found);
    }
}

/** An object that was not known before and has the name of a lost create, but that the create has not created. */
export interface Namesake {
    readonly id: string | undefined;
    /** How it differs from the create, or another reason. */
    readonly because: string;
}

/** The first such object. While there is one, the create must not be sent again. */
export function namesakeIn(listing: CompleteListing<ApiObject>, lost: LostCreate): Namesake | undefined {
    const [object] = namesakes(listing, lost);
    if (object) {
        const found = lost.differences(object).map((one) => `\n  ${describeDifference(one)}`);
        const because = isNew(object, lost)
            ? `it differs from the program (current value → program):${found.join("")}`
            : `it was created before the request was sent (creationTime ${shown(String(object.creationTime))})`;
        return { id: object.id, because };
    }
    const unreadable = listing.unreadable.find(
        ({ id, name }) => !(id && lost.isKnown(id)) && canonicalText(name ?? "") === canonicalText(lost.name),
    );
    return unreadable && { id: unreadable.id, because: `it cannot be read (${unreadable.problem})` };
}

const namesakes = ({ objects }: CompleteListing<ApiObject>, { name, isKnown }: LostCreate): ApiObject[] =>
    objects.filter((object) => !isKnown(object.id) && canonicalText(object.name) === canonicalText(name));

function isNew({ creationTime }: ApiObject, { sentAt }: LostCreate): boolean {
    const createdAt = Number(creationTime) * 1000;
    return !(sentAt !== undefined && createdAt < sentAt - CLOCK_SKEW_MS);
}
