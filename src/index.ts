export { ZpaError, type ZpaErrorCode } from "./api/errors";
export { AppConnectorGroup, type AppConnectorGroupArgs } from "./appConnectorGroup/AppConnectorGroup";
export {
    type GetVersionProfileArgs,
    getVersionProfile,
    getVersionProfileOutput,
    type VersionProfile,
} from "./lookups/getVersionProfile";
