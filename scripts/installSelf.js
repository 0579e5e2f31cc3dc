/**
 * Puts the build into node_modules under the package's own name. Examples and tests then use it as any project does:
 * Pulumi's serializer writes a `require` only for modules below node_modules, and Node resolves links to where they
 * point, so a real copy it is.
 */
const { cpSync, rmSync } = require("node:fs");
const { join } = require("node:path");

const root = join(__dirname, "..");
const target = join(root, "node_modules", "pulumi-zpa-connectors");

rmSync(target, { recursive: true, force: true });
for (const part of ["package.json", "dist"]) cpSync(join(root, part), join(target, part), { recursive: true });
