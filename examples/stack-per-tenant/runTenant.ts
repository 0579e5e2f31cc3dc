import { LocalWorkspace, type OpMap, Stack, StackAlreadyExistsError } from "@pulumi/pulumi/automation";
import { changeOf, messageOf } from "pulumi-zpa-connectors/review";
import { type Outcome, pending, type Report } from "./report";

interface RunOptions {
    readonly operation: Report["operation"];
    /** The time limit of a tenant, in seconds. */
    readonly timeoutSecs: number;
    /** Aborted if the whole run must stop. */
    readonly stop: AbortSignal;
}

/** Runs the stack of a tenant. An error is returned as the outcome, so that other tenants continue. */
export async function runTenant(tenant: string, { operation, timeoutSecs, stop }: RunOptions): Promise<Outcome> {
    const stack = await openStack(tenant).catch((error: Error) => error);
    const started = Date.now();
    const timeout = AbortSignal.timeout(timeoutSecs * 1_000);
    const signal = AbortSignal.any([timeout, stop]);
    const force = forceAfterGrace(signal);
    const seen = pending(tenant);
    const { errors } = seen;
    const outcome = (result: Outcome["result"], changes: OpMap = {}): Outcome => {
        const { same: _, ...changed } = changes as Record<string, number>;
        return { ...seen, result, changes: changed, seconds: (Date.now() - started) / 1_000 };
    };
    try {
        if (stack instanceof Error) throw stack;
        stop.throwIfAborted();
        return outcome("succeeded", await run(stack, operation, signal, seen));
    } catch (error) {
        // An engine that was killed leaves its stack locked.
        if (force.done && stack instanceof Stack) await stack.cancel();
        if (stop.aborted) errors.push("The run was interrupted.");
        else if (timeout.aborted) errors.push(`Not done after ${timeoutSecs} s.`);
        else if (errors.length === 0) errors.push((error as Error).message);
        return outcome(timeout.aborted && !stop.aborted ? "timed-out" : "failed");
    }
}

async function run(stack: Stack, operation: Report["operation"], signal: AbortSignal, seen: Outcome) {
    const lists = { error: seen.errors, warning: seen.warnings, info: seen.notices };
    const options: Parameters<Stack["preview"]>[0] & { color: "never" } = {
        color: "never",
        signal,
        onEvent: (event) => {
            const [change, message] = [changeOf(event), messageOf(event)];
            if (change) seen.resources.push(change);
            if (!message || ECHO.test(message.text)) return;
            const list = lists[message.severity];
            // Several resources may have the same message, for example about the credentials.
            if (list.some((text) => text.endsWith(message.text))) return;
            list.push(message.resource ? `${message.resource}: ${message.text}` : message.text);
        },
    };
    if (operation === "preview") return (await stack.preview(options)).changeSummary;
    return (await stack.up({ ...options, continueOnError: true })).summary.resourceChanges;
}

/** Messages that follow an error which has already been reported. */
const ECHO = /^(Error: resource .* failed to register|(update|preview) failed$)/;

/** After one interrupt Pulumi waits for calls in flight. After a second one it ends immediately. */
function forceAfterGrace(signal: AbortSignal): { done: boolean } {
    const force = { done: false };
    const interruptAgain = () => {
        force.done = signal.dispatchEvent(new Event("abort"));
    };
    signal.addEventListener("abort", () => setTimeout(interruptAgain, GRACE_MS).unref(), { once: true });
    return force;
}
const GRACE_MS = 10_000;

let previous: Promise<unknown> = Promise.resolve();

/** Opens stacks one at a time, because each `pulumi stack` command writes the same workspace file. */
function openStack(stackName: string): Promise<Stack> {
    const args = { stackName, workDir: __dirname };
    const opened = previous.then(() =>
        LocalWorkspace.createOrSelectStack(args).catch((error: unknown) => {
            // Another run has created the stack in the meantime.
            if (error instanceof StackAlreadyExistsError) return LocalWorkspace.selectStack(args);
            throw error;
        }),
    );
    previous = opened.catch(() => {});
    return opened;
}
