import { z } from "zod";
import type { Kind } from "../../../src/lifecycle/kind";
import type { StoredModel } from "../../../src/lifecycle/storedModel";
import { storedOperations } from "../../../src/lifecycle/storedOperations";
import { byDefault, byService, required } from "../../../src/model/fields";
import { numberInRange, oneOf, text } from "../../../src/model/rules";

const schema = z.looseObject({ id: z.string(), name: z.string() });

/** An invented kind of object, as a resource of this package. */
export const TOY: StoredModel = {
    type: "Toy",
    noun: "toy",
    fields: {
        name: { rule: text({ notEmpty: true }), whenOmitted: required, onChange: "update", doc: "Its name." },
        size: { rule: numberInRange(0, 10), whenOmitted: byDefault(1), onChange: "update", doc: "From 0 to 10." },
        color: { rule: oneOf(["RED", "BLUE"]), whenOmitted: byService, onChange: "replace", doc: "Its color." },
    },
    rules: [],
    references: [],
    outputs: {},
    api: { path: "/toy", schema, noun: "toy" },
};

export const TOYS: Kind = { model: TOY, operations: storedOperations(TOY) };

/** The same kind for the emulator, which shares no code with the package. */
export const TOY_COLLECTION = {
    path: "toy",
    required: ["name"],
    decimals: ["size"],
    enums: { color: ["RED", "BLUE"] },
    defaults: { color: "RED" },
};
