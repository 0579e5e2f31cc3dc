/** A microtenant beside the Default one. */
export const BRANCH = "216196257331282000";
