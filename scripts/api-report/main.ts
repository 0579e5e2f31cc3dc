import { writeFileSync } from "node:fs";
import { API_FILE, apiReport } from "./report";

writeFileSync(API_FILE, apiReport());
