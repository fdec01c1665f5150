// What a connection is made of: large, and a bundle of its own, which is loaded with the first connection.
export { default as Connection } from 'kafkajs/src/network/connection.js';
export { schemas } from './generated/schemas.ts';
