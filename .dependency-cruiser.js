/**
 * The layers of `src`, from the bottom up. A file imports from its own folder and from lower layers. Folders of one layer do
 * not know each other.
 */
const LAYERS = [
    ["model"],
    ["api"],
    ["tenants"],
    ["lifecycle"],
    ["program"],
    ["dynamic"],
    ["resources"],
    ["lookups"],
    ["adopt", "fleet", "native", "review"],
    ["cli"],
];
/** The emulator shares nothing with the rest but the written contract. Only the command that starts it knows it. */
const APART = "emulator";

const pathOf = (folders) => `^src/(${folders.join("|")})/`;
const rule = (name, comment, from, to) => ({
    name,
    severity: "error",
    comment,
    from: { path: from },
    to: { path: to },
});

const upwards = LAYERS.flatMap((layer, i) =>
    layer.map((folder) => {
        const forbidden = [...layer.filter((other) => other !== folder), ...LAYERS.slice(i + 1).flat()];
        if (folder !== "cli") forbidden.push(APART);
        return rule(
            `${folder} imports downwards only`,
            `The layers are ${LAYERS.flat().join(", ")}, from the bottom up.`,
            pathOf([folder]),
            pathOf(forbidden),
        );
    }),
).filter(({ to }) => to.path !== pathOf([]));

module.exports = {
    forbidden: [
        ...upwards,
        rule("the emulator stands apart", "It shares no code with the client.", pathOf([APART]), pathOf(LAYERS.flat())),
        rule(
            "commands use adopt and fleet",
            "A command reaches the service through adopt and fleet only.",
            pathOf(["cli"]),
            pathOf(["lifecycle", "dynamic", "lookups"]),
        ),
        rule(
            "native is a surface of its own",
            "It uses the lifecycle as src/dynamic does, and not the program's process.",
            pathOf(["native"]),
            pathOf(["dynamic", "program"]),
        ),
        {
            name: "no circles",
            severity: "error",
            comment: "Types may not import each other in a circle either.",
            from: {},
            to: { circular: true },
        },
    ],
    options: {
        doNotFollow: { path: "node_modules" },
        tsConfig: { fileName: "tsconfig.json" },
        tsPreCompilationDeps: true,
    },
};
