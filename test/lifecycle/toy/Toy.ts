import type * as pulumi from "@pulumi/pulumi";
import { ZpaResource } from "../../../src/dynamic/ZpaResource";

import handle = require("./handle");

import { TOY } from "./model";

export class Toy extends ZpaResource {
    constructor(name: string, args: object, options: pulumi.CustomResourceOptions = {}) {
        super(TOY, handle, name, args, options);
    }
}
