export { type Bus, type Delivery, type Publisher } from './bus.js';
export { type CommandSender, type LocalCopy, type SenderOrder } from './consumer.js';
export { type DataClassification, type Outgoing, type PublishedEvent, type Publishing } from './published.js';
