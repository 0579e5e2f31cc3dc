/** A number with its noun: `1 group`, `2 groups`. */
export const plural = (count: number, one: string, many = `${one}s`) => `${count} ${count === 1 ? one : many}`;
