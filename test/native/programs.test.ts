import { useSurface } from "../support/surfaces";

useSurface("native");
require("../lifecycle/programs.test");
