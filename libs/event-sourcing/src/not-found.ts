import { defineReasons, refuse, type Refusal } from './refusal.js';

const because = defineReasons({ NOT_FOUND: () => ({ vi: 'Không tìm thấy.', en: 'Not found.' }) });

/** What is not there and what is out of reach answer alike: with this, wherever somebody looks. */
export const notFound = (): Refusal => refuse(because('NOT_FOUND'));
