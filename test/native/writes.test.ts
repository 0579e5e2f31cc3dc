import { useSurface } from "../support/surfaces";

useSurface("native");
require("../lifecycle/writes.test");
