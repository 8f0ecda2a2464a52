/** An engine (read models, bus, keys, files) does not answer. Nothing is wrong with what was asked: try again. */
export class EngineUnavailable extends Error {
  override readonly name = 'EngineUnavailable';
  readonly code = 'ENGINE_UNAVAILABLE';
}
