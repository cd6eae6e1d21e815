const DAY_MS = 86_400_000;

/**
 * The age of what is kept although the server never said it: too old to be taken for fresh by any page or by fetching
 * ahead, and not so old that it is left out when the cache is restored.
 */
export const staleSince = (): number => Date.now() - DAY_MS;
