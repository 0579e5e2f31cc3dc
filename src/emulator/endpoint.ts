import type { Answer } from "./answers";
import type { Params } from "./kinds";
import type { Scope } from "./microtenants";
import type { NameTaken, UserCodePaths } from "./options";
import type { TenantStore } from "./store";

export interface Call {
    readonly store: TenantStore;
    readonly query: URLSearchParams;
    /** The parameters of the path, by name. */
    readonly params: Params;
    readonly scope: Scope;
    readonly body: Record<string, unknown>;
    readonly nameTaken: NameTaken;
}

export interface Endpoint {
    readonly method: "GET" | "POST" | "PUT" | "DELETE";
    /** Below `/mgmtconfig/{version}/admin/customers/{customerId}`. */
    readonly path: string;
    readonly version?: "v2";
    /** Whether it is a list, which may lag. */
    readonly list?: true;
    /** The response below `/mgmtconfig/v1/customer/{customerId}`, if it also exists there. */
    readonly answerAtCustomer?: (call: Call) => Answer;
    /** The option of `userCodePaths` that enables it. */
    readonly userCodePath?: Exclude<UserCodePaths, "both">;
    readonly answer: (call: Call) => Answer;
}
