import { ok } from "../answers";
import type { Call, Endpoint } from "../endpoint";
import { GROUPS, serverGroupsOf } from "../groups";
import { escaped, type Shown } from "../kinds";
import { microtenantsOf } from "../microtenants";
import { page } from "../pages";
import { keysOf, PROVISIONING_KEYS } from "../provisioningKeys";
import { answerShown, one, visible } from "../reads";
import type { Stored, TenantStore } from "../store";
import { searchMicrotenants } from "./microtenantSearch";

/**
 * Calls of the vendor's Terraform provider, Go client and Python client. This package makes none of them, and nothing else
 * here depends on this folder.
 */
export const VENDOR_ENDPOINTS: readonly Endpoint[] = [
    {
        method: "GET",
        path: "/appConnectorGroup/summary",
        list: true,
        answer: (c) => page("vendor.summary", visible(GROUPS, c), c.query, summaryOf),
    },
    {
        method: "GET",
        path: "/appConnectorGroup/:id/sg",
        answer: one(GROUPS, (c, group) => {
            const { body, known } = GROUPS.view(c.store, group, "one");
            const shown = { ...(body as object), serverGroups: serverGroupsOf(group) };
            return answerShown("vendor.serverGroups", { body: shown, known });
        }),
    },
    {
        method: "GET",
        path: "/associationType/CONNECTOR_GRP/zcomponent/:id/provisioningKey",
        list: true,
        // The Go client expects an array.
        answer: one(GROUPS, (c, group) => {
            const all = visible(PROVISIONING_KEYS, { ...c, params: { associationType: "CONNECTOR_GRP" } });
            const keys = all.filter(keysOf(group)).map((key) => PROVISIONING_KEYS.view(c.store, key, "list"));
            const body = keys.map((key) => key.body);
            return answerShown("vendor.keysOfGroup", { body, known: keys.flatMap(({ known }) => known) });
        }),
    },
    {
        method: "GET",
        path: "/microtenants/summary",
        list: true,
        answer: ({ store }: Call) =>
            ok(
                "vendor.microtenantSummary",
                microtenantsOf(store).map(({ id, name, enabled }) => ({ id, name, enabled })),
            ),
    },
    { method: "POST", path: "/microtenants/search", answer: (c) => searchMicrotenants(c.store, c.body) },
    {
        method: "GET",
        path: "/authDomains",
        answer: ({ store }) => ok("vendor.authDomains", { authDomains: authDomainsOf(store) }),
    },
    {
        method: "GET",
        path: "/policySet/policyType/ACCESS_POLICY",
        answer: ({ store }) =>
            ok("vendor.policy", {
                id: String(BigInt(store.customerId) + 5n),
                modifiedTime: "1764976960",
                creationTime: "1619672239",
                modifiedBy: store.customerId,
                name: "Global_Policy",
                enabled: true,
                description: "The rules in this policy set are executed first.",
                policyType: "1",
                sorted: true,
            }),
    },
    {
        method: "GET",
        path: "/policySet/rules/policyType/ACCESS_POLICY",
        answer: ({ query }) => page("vendor.policy", [], query),
    },
];

function summaryOf(group: Stored): Shown {
    const {
        object: { id, name, enabled },
        known,
    } = escaped(group);
    return { body: { id, name, enabled }, known };
}

const authDomainsOf = ({ seed }: TenantStore) =>
    seed.authDomains ?? ["example.com", `${seed.vanityDomain ?? "example"}.zslogin.net`];
