import { withDefaults } from "./canonical";
import type { CheckedArgs } from "./checkArgs";
import { UNKNOWN } from "./values";

/** Checked arguments with everything they imply said: an override is implied by its profile, defaults by silence. */
export function impliedArgs(args: CheckedArgs): CheckedArgs {
    const { versionProfileId: id, versionProfileName: name, overrideVersionProfile } = args;
    const implied: CheckedArgs = { ...args };
    if (overrideVersionProfile === undefined) {
        if (name !== undefined || (id !== undefined && id !== UNKNOWN)) implied.overrideVersionProfile = true;
        if (id === UNKNOWN) implied.overrideVersionProfile = true;
    }
    const filled = withDefaults(implied as never) as CheckedArgs;
    if (name !== undefined && id === undefined) delete filled.versionProfileId;
    return filled;
}
