import { error, type Sent } from "./answers";
import { type FactName, factOf, judge, OWN, placeOf } from "./evidence";

/** A guess that answers have rested on. */
export interface Guess {
    /** Its name in the table of the page on the emulator. */
    readonly fact: string;
    /** What is guessed. */
    readonly says: string;
    /** The section of the API contract. */
    readonly place: string;
    /** How many answers rested on it. */
    readonly answers: number;
    /** The method and the path of the first request. */
    readonly first: string;
}

/** What a guess is answered with. */
export type HowGuesses = "answer" | "fail";

/** The guesses that answers have rested on. */
export class Guesses {
    private readonly met = new Map<FactName, { answers: number; first: string }>();

    constructor(public how: HowGuesses) {}

    /** The response, or the error that says what is guessed. */
    judge(sent: Sent, request: string): Sent {
        const { guesses } = judge(sent.known);
        if (guesses.length === 0) return sent;
        for (const guess of guesses) {
            const { answers, first } = this.met.get(guess) ?? { answers: 0, first: request };
            this.met.set(guess, { answers: answers + 1, first });
        }
        return this.how === "fail" ? refusalOf(guesses) : sent;
    }

    /** Whether a request with such a response must have no effect. */
    forbids({ known }: Sent): boolean {
        return this.how === "fail" && judge(known).guesses.length > 0;
    }

    all(): readonly Guess[] {
        return [...this.met].map(([fact, met]) => ({ fact, says: factOf(fact).says, place: placeOf(fact), ...met }));
    }

    clear(): void {
        this.met.clear();
    }
}

/** Not a 5xx status, because clients repeat those. */
function refusalOf(guesses: readonly FactName[]): Sent {
    const texts = guesses.map((fact) => `${factOf(fact).says} (${fact}, ${placeOf(fact)})`);
    const reason =
        `The emulator's answer would be a guess, and guesses fail here: ${texts.join("; ")}. ` +
        "The request had no effect.";
    return error(OWN, 400, "emulator.guess", reason, guesses);
}
