/** Made-up rows typed by the generated client: a change of the API breaks these before it breaks a page. */
export * from './accounts'
export * from './administration'
export * from './basics'
export * from './deals'
export * from './holdings'
export * from './listings'
export * from './results'
export * from './searches'
