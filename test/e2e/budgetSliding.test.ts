import { legacyBudget } from "../support/budget";

legacyBudget("sliding");
