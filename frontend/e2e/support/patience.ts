/**
 * How long what the server has to work out may take, in milliseconds: minutes on a slow or busy machine, though it is
 * seconds on an idle one. It costs nothing where all goes well.
 */
export const LONG = 240_000
