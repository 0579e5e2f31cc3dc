/** A text that somebody else can make appear in what this package prints: a name, or the words of an error. */
export interface HostileText {
    readonly what: string;
    readonly text: string;
}

/** Each has `EVIL` where the harm would be done. */
export const HOSTILE_TEXTS: readonly HostileText[] = [
    { what: "an escape sequence that clears the terminal", text: "\u001b[2J\u001b[1;1HEVIL" },
    { what: "an escape sequence of one character (C1)", text: "\u009b2JEVIL" },
    { what: "a link in a terminal", text: "\u001b]8;;https://evil.example\u0007EVIL\u001b]8;;\u0007" },
    { what: "a carriage return that overwrites the line", text: "harmless\rEVIL" },
    { what: "backspaces", text: "fine\b\b\b\bEVIL" },
    { what: "a line of its own", text: "a\nerror: EVIL" },
    { what: "a command of GitHub Actions", text: "::add-mask::EVIL" },
    { what: "a command of GitHub Actions after a line break", text: "x\n::error file=a.ts,line=1::EVIL" },
    { what: "a command of GitHub Actions after spaces", text: " \u00a0\t::stop-commands::EVIL" },
    { what: "an old command of GitHub Actions", text: "a ##[add-mask]EVIL" },
    { what: "a command of Azure Pipelines", text: "a ##vso[task.setvariable variable=X]EVIL" },
    { what: "a command of TeamCity", text: "##teamcity[buildStatus text='EVIL']" },
    { what: "a section of GitLab", text: "\u001b[0Ksection_start:1560896352:evil\r\u001b[0KEVIL" },
    { what: "a bidirectional override", text: "\u202eEVIL\u202c" },
    { what: "a bidirectional isolate", text: "\u2066EVIL\u2069\u061c\u200f" },
    { what: "zero-width characters", text: "E\u200bV\u200dI\ufeffL\u2060" },
    { what: "tag characters", text: "EVIL\u{e0045}\u{e0056}" },
    { what: "line separators", text: "a\u2028::error::EVIL\u2029\u0085b" },
    { what: "a null character", text: "EVIL\u0000" },
    { what: "half a character", text: "EVIL\ud83d" },
    { what: "markup", text: "</script><img src=x onerror=alert('EVIL')>" },
    { what: "a template", text: "`\u0024{process.exit('EVIL')}` */ // \" ' \\" },
];

/** What is harmful in an output: raw invisible characters, and lines that a pipeline takes for commands. */
export function harmIn(output: string): string[] {
    const invisible = output.match(/[^\n\t\P{C}]|[\u2028\u2029]/gu) ?? [];
    const commands = output.split("\n").filter((line) => /^\s*::|##(vso|teamcity)?\[|section_(start|end):/i.test(line));
    return [...invisible.map((sign) => `U+${sign.codePointAt(0)!.toString(16)}`), ...commands];
}
