import { legacyBudget } from "../support/budget";

legacyBudget("fixed");
