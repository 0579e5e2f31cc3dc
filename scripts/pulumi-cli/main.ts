import { ensurePulumi } from "./ensure";

ensurePulumi().then(
    ({ bin, how }) => console.log(`Pulumi CLI in ${bin} (${how})`),
    (error: Error) => {
        console.error(error.message);
        process.exitCode = 1;
    },
);
