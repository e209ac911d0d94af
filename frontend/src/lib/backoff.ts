/** Milliseconds before attempt n (0, 1, …): doubling from one second to half a minute, spread so that not all come at once. */
export const backoff = (attempt: number, random: () => number = Math.random): number =>
  Math.min(30_000, 1000 * 2 ** attempt) * (0.75 + random() / 2)
