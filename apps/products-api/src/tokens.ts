/** Tokens of what is injected and has no class of its own. */
export const LOGGER = Symbol('LOGGER');
export const PRODUCT_KEYS = Symbol('PRODUCT_KEYS');
