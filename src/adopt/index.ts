export { configuredLabels } from "../tenants/configured";
export { adopt } from "./adopt";
export { readExport } from "./export";
export { importFile } from "./importFile";
export { programText } from "./program";
export { describeTenant, readTenants } from "./read";
