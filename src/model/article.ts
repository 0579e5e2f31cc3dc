/** A noun with its indefinite article. */
export const withArticle = (noun: string): string => `${/^[aeiou]/i.test(noun) ? "an" : "a"} ${noun}`;

/** A noun with its indefinite article, at the beginning of a sentence. */
export const sentenceStart = (noun: string): string => withArticle(noun).replace("a", "A");
