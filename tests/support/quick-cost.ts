/**
 * What argon2 costs where a test is not about passwords: as little as it can. A house of some people signs them in
 * again and again, each time for some 60 ms of a core.
 */
export const quickCost = { memoryCost: 8, timeCost: 1, parallelism: 1 }
