import { inOwnWords } from "../../../src/native/words";

/** A property in Pulumi's package schema. */
export interface Property {
    type?: "string" | "number" | "integer" | "boolean" | "array" | "object";
    $ref?: string;
    items?: Property;
    additionalProperties?: Property;
    description?: string;
    default?: string | number | boolean;
    defaultInfo?: { environment: string[] };
    replaceOnChanges?: true;
    secret?: boolean;
    language?: { csharp: { name: string } };
}

interface ObjectSpec {
    type: "object";
    description?: string;
    properties: Record<string, Property>;
    required?: string[];
}

interface ResourceSpec {
    description: string;
    properties: Record<string, Property>;
    required: string[];
    inputProperties: Record<string, Property>;
    requiredInputs: string[];
    aliases?: { type: string }[];
}

/** Pulumi's package schema, as far as it is used here. */
export interface Spec {
    [meta: string]: unknown;
    config?: { variables: Record<string, Property> };
    provider?: Pick<ResourceSpec, "description" | "inputProperties">;
    types?: Record<string, ObjectSpec>;
    resources?: Record<string, ResourceSpec>;
    functions?: Record<string, { description: string; inputs: ObjectSpec; outputs: ObjectSpec }>;
}

/** A doc in the words of the native provider. */
export const described = (text: string): string => inOwnWords(text).trim();
