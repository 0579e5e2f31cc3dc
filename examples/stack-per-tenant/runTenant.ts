import { LocalWorkspace, type OpMap, Stack, StackAlreadyExistsError } from "@pulumi/pulumi/automation";
import type { Outcome, Report } from "./report";

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
    const errors: string[] = [];
    const outcome = (result: Outcome["result"], changes: OpMap = {}): Outcome => {
        const { same: _, ...changed } = changes as Record<string, number>;
        return { tenant, result, changes: changed, seconds: (Date.now() - started) / 1_000, errors };
    };
    try {
        if (stack instanceof Error) throw stack;
        stop.throwIfAborted();
        return outcome("succeeded", await run(stack, operation, signal, errors));
    } catch (error) {
        // An engine that was killed leaves its stack locked.
        if (force.done && stack instanceof Stack) await stack.cancel();
        if (stop.aborted) errors.push("The run was interrupted.");
        else if (timeout.aborted) errors.push(`Not done after ${timeoutSecs} s.`);
        else if (errors.length === 0) errors.push((error as Error).message);
        return outcome(timeout.aborted && !stop.aborted ? "timed-out" : "failed");
    }
}

async function run(stack: Stack, operation: Report["operation"], signal: AbortSignal, errors: string[]) {
    const options: Parameters<Stack["preview"]>[0] & { color: "never" } = {
        color: "never",
        signal,
        onEvent: ({ resourcePreEvent, diagnosticEvent }) => {
            const step = resourcePreEvent?.metadata;
            if (step && step.op !== "same") console.log(`[${stack.name}] ${step.op} ${step.urn.split("::").at(-1)}`);
            const error = diagnosticEvent?.severity === "error" ? diagnosticEvent.message.trim() : "";
            if (error && !errors.includes(error) && !ECHO.test(error)) errors.push(error);
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
