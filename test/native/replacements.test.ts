import { useSurface } from "../support/surfaces";

useSurface("native");
require("../lifecycle/replacements.test");
