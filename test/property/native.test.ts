import { useSurface } from "../support/surfaces";

useSurface("native");
require("./provider.test");
