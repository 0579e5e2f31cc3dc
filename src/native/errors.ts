import { Metadata, type ServerErrorResponse, status } from "@grpc/grpc-js";
import { ErrorResourceInitFailed } from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import { Any } from "google-protobuf/google/protobuf/any_pb";
import { isZpaError } from "../api/errors";
import { PartlyDone } from "../lifecycle/operations";
import { sent } from "./properties";
import { inOwnWords } from "./words";

/**
 * The error of a request. For a partly completed create or update it has what the engine records, so that the next run
 * does the rest.
 *
 * @param secrets the properties that are encrypted in the state
 */
export function errorOf(error: unknown, secrets: readonly string[]): Partial<ServerErrorResponse> {
    if (!isZpaError(error)) {
        console.error(error instanceof Error ? error.stack : error);
        return { code: status.INTERNAL, details: `Unexpected error of the provider: ${error}` };
    }
    const details = inOwnWords(error.message);
    if (!(error instanceof PartlyDone)) return { code: status.UNKNOWN, details };
    const failed = new ErrorResourceInitFailed();
    failed.setId(error.id);
    failed.setProperties(sent(error.state, secrets));
    failed.setReasonsList([details]);
    const any = new Any();
    any.pack(failed.serializeBinary(), "pulumirpc.ErrorResourceInitFailed");
    const whole = new Status();
    whole.setCode(status.UNKNOWN);
    whole.setMessage(details);
    whole.addDetails(any);
    const metadata = new Metadata();
    metadata.add("grpc-status-details-bin", Buffer.from(whole.serializeBinary()));
    return { code: status.UNKNOWN, details, metadata };
}
