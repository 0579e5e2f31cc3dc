// The program of this repository's own Pulumi.yaml, and of the project that `pulumi new` makes of it.
export * from "./examples/quickstart";
