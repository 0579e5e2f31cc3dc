import ts from "typescript";
import { GROUPS } from "../../src/adopt/kinds";
import { programText } from "../../src/adopt/program";
import { HOSTILE_TEXTS, harmIn } from "../support/hostileTexts";

type Resources = Parameters<typeof programText>[0];

/** Two groups in different places, so that the program has a comment for each place, and for the lock. */
const resources = (text: string): Resources => {
    const place = { customerId: "1", isTenants: false, tenant: text, microtenantId: text };
    const places = [place, { ...place, microtenantId: "2", microtenantName: text }];
    return places.map((where, i) => ({
        name: `${text} ${i}`,
        object: { kind: GROUPS, id: String(i), place: where, args: { name: text, location: text }, locked: text },
    })) as unknown as Resources;
};

/** The program without its texts and comments. */
function codeOf(program: string): string[] {
    const source = ts.createSourceFile("index.ts", program, ts.ScriptTarget.Latest, true);
    const kinds: string[] = [];
    const visit = (node: ts.Node) => {
        kinds.push(ts.SyntaxKind[node.kind]!);
        ts.forEachChild(node, visit);
    };
    visit(source);
    return kinds;
}

test.each(HOSTILE_TEXTS)(
    "$what in any place of a tenant does not leave the texts and comments of the program",
    ({ text }) => {
        const program = programText(resources(text));
        expect(codeOf(program)).toEqual(codeOf(programText(resources("harmless"))));
        expect(harmIn(program)).toEqual([]);
    },
);
