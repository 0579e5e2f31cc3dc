import { canonicalText } from "../../src/model/rules";

/** Whether two names are one name for the service. */
export const sameText = (a: unknown, b: unknown): boolean => canonicalText(String(a)) === canonicalText(String(b));
