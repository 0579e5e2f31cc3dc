/**
 * Copies the build to node_modules under the package's name, so that examples and tests use it like any project. It must
 * be a copy: Pulumi's serializer writes a `require` only for modules below node_modules, and Node.js resolves links.
 */
const { cpSync, rmSync } = require("node:fs");
const { join } = require("node:path");

const root = join(__dirname, "..");
const target = join(root, "node_modules", "pulumi-zpa-connectors");

rmSync(target, { recursive: true, force: true });
for (const part of ["package.json", "dist"]) cpSync(join(root, part), join(target, part), { recursive: true });
