export { history, inOneLog, project } from './projected.js';
