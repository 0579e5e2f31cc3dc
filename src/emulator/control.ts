import { z } from "zod";
import type { Sent } from "./answers";
import type { Emulation } from "./emulation";
import { OWN } from "./evidence";
import { Fault } from "./faults";
import type { Handler } from "./handler";
import { parseJson } from "./json";
import { Latency } from "./latency";
import type { Router } from "./router";
import { Changes, NewObject } from "./seed";
import { TenantHandle } from "./tenantHandle";

/** In JSON, a regular expression is the string `pattern`. */
const JsonFault = z.preprocess((sent) => {
    if (typeof sent !== "object" || sent === null || !("pattern" in sent)) return sent;
    const { pattern, ...rest } = sent;
    return { ...rest, path: new RegExp(String(pattern)) };
}, Fault);

const Reports = z.record(z.string(), z.unknown());
const Enrollment = z.strictObject({
    key: z.string(),
    name: z.string().exactOptional(),
    reports: Reports.exactOptional(),
});
const Machine = z.strictObject({
    code: z.string().exactOptional(),
    lifeSecs: z.number().nonnegative().exactOptional(),
    name: z.string().exactOptional(),
    reports: Reports.exactOptional(),
});

type Params = Record<"customerId" | "collection" | "id", string>;

const refuseWith = (status: number, reason: string): Sent => ({ known: OWN, status, body: { error: reason } });

/** The routes of the control API. Source: `docs/emulator.md` */
export function controlRoutes(router: Router<Handler>, emulation: Emulation): void {
    const control = (method: string, path: string, act: (params: Params, body: unknown) => unknown) =>
        router.add(method, `/_emulator${path}`, ({ body, headers }, params) => {
            if (body && !/^application\/json\b/i.test(headers["content-type"] ?? ""))
                return refuseWith(415, "The control API accepts only JSON. Send content-type: application/json.");
            try {
                const result = act(params as Params, body ? parseJson(body) : undefined);
                return result === undefined ? { known: OWN, status: 204 } : { known: OWN, status: 200, body: result };
            } catch (error) {
                const reason = error instanceof z.ZodError ? z.prettifyError(error) : (error as Error).message;
                return refuseWith(400, reason);
            }
        });
    const tenant = ({ customerId }: Params) => new TenantHandle(emulation, customerId);

    control("GET", "/requests", () => emulation.log.all());
    control("DELETE", "/requests", () => emulation.log.clear());
    control("POST", "/reset", () => emulation.reset());
    control("POST", "/faults", (_, body) => emulation.faults.add(JsonFault.parse(body)));
    control("DELETE", "/faults", () => emulation.faults.clear());
    control("PUT", "/latency", (_, body) => emulation.latencies.set(Latency.parse(body)));
    control("PUT", "/listLag", (_, body) => emulation.listLag.set(z.strictObject({ ms: z.number() }).parse(body).ms));
    control("POST", "/clock", (_, body) =>
        emulation.clock.advance(z.strictObject({ advanceMs: z.number().positive() }).parse(body).advanceMs),
    );
    control("PUT", "/nameTaken", (_, body) => {
        emulation.nameTaken = z.enum(["400", "409", "allow"]).parse(body);
    });
    control("PUT", "/userCodePaths", (_, body) => {
        emulation.userCodePaths = z.enum(["both", "short", "associationType"]).parse(body);
    });
    control("GET", "/guesses", () => emulation.guesses.all());
    control("PUT", "/guesses", (_, body) => {
        emulation.guesses.how = z.enum(["answer", "fail"]).parse(body);
    });
    const TENANT = "/tenants/:customerId";
    control("POST", `${TENANT}/expireTokens`, (p) => tenant(p).expireTokens());
    control("PUT", `${TENANT}/clientSecret`, (p, body) => tenant(p).rotateSecret(z.string().min(1).parse(body)));
    control("POST", `${TENANT}/enroll`, (p, body) => {
        const { key, ...connector } = Enrollment.parse(body);
        return tenant(p).enroll(key, connector);
    });
    control("POST", `${TENANT}/userCodes`, (p, body) => ({ code: tenant(p).showUserCode(Machine.parse(body ?? {})) }));
    control("PUT", `${TENANT}/:collection/:id/enforceLock`, (p, body) =>
        tenant(p).enforceLock(p.id, z.boolean().parse(body)),
    );
    control("GET", `${TENANT}/:collection`, (p) => tenant(p).all(p.collection));
    control("POST", `${TENANT}/:collection`, (p, body) => tenant(p).add(p.collection, NewObject.parse(body)));
    control("PATCH", `${TENANT}/:collection/:id`, (p, body) =>
        tenant(p).change(p.collection, p.id, Changes.parse(body)),
    );
    control("DELETE", `${TENANT}/:collection/:id`, (p) => tenant(p).remove(p.collection, p.id));
}
