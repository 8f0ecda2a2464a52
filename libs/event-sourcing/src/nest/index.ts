export { Execute, ExecuteHandler, PLATFORM } from './execute.js';
