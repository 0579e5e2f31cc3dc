import { credentials } from "@grpc/grpc-js";
import type { Reporter } from "../lifecycle/ports";
import { printable } from "../model/outsideText";
import { inOwnWords } from "./words";

/** Shows messages at their resources, through the engine's log. Without an engine it writes to the standard error. */
export class EngineLog implements Reporter {
    private log: ((urn: string, message: string, isWait: boolean) => void) | undefined;
    private lastWait: string | undefined;

    constructor(private readonly address: string | undefined) {}

    notice(urn: string, message: string): void {
        this.say(urn, message, false);
    }

    /** Several resources can wait for one request, and each hears of it. */
    wait(urn: string, message: string): void {
        if (message !== this.lastWait) this.say(urn, message, true);
        this.lastWait = message;
    }

    private say(urn: string, message: string, isWait: boolean): void {
        this.log ??= this.address === undefined ? toStandardError : logOf(this.address);
        this.log(urn, inOwnWords(printable(message)), isWait);
    }
}

const toStandardError = (_urn: string, message: string) => console.error(message);

function logOf(address: string) {
    // Loaded here because few runs have messages.
    const { EngineClient } =
        require("@pulumi/pulumi/proto/engine_grpc_pb") as typeof import("@pulumi/pulumi/proto/engine_grpc_pb");
    const { LogRequest, LogSeverity } =
        require("@pulumi/pulumi/proto/engine_pb") as typeof import("@pulumi/pulumi/proto/engine_pb");
    const client = new EngineClient(address, credentials.createInsecure());
    return (urn: string, message: string, isWait: boolean) => {
        const request = new LogRequest();
        request.setUrn(urn);
        request.setMessage(message);
        request.setSeverity(isWait ? LogSeverity.INFO : LogSeverity.WARNING);
        // A message that cannot be shown must not end the run.
        client.log(request, (error) => error && console.error(message));
    };
}
