/** The exit codes of the commands, beside 0. */
export const EXIT = {
    /** The command did its work, and the answer is no: findings, or nothing to adopt. */
    findings: 1,
    /** An invalid option, setting or file. */
    usage: 2,
    /** A tenant could not be read, so the result is incomplete. */
    unreadable: 3,
} as const;

/** An error with an exit code of its own. Any other error exits with `EXIT.usage`. */
export class CommandError extends Error {
    constructor(
        message: string,
        readonly exitCode: number,
    ) {
        super(message);
    }
}
