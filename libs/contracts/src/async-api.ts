import { type PublishedContract, wireTypeOf } from './published-contract.js';

/** The AsyncAPI 3 document of everything that is published: a channel per context, a message per event of its newest version. */
export const asyncApiOf = (contracts: readonly PublishedContract[]): unknown => {
  const contexts = [...new Set(contracts.map(({ context }) => context))];
  const messagesOf = (context: string) => contracts.filter((contract) => contract.context === context).flatMap(messages);
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'Laurel: published events',
      version: '1.0.0',
      description:
        'Facts that other contexts and reporting teams may rely on. CloudEvents 1.0 in binary mode; at least once, in order per key; ' +
        'drop what is not newer than the last `sequence` of its key. Fields with `x-privacy: ciphertext` are encrypted under the key of their subject.',
      license: { name: 'Apache-2.0' },
    },
    defaultContentType: 'application/json',
    channels: Object.fromEntries(
      contexts.map((context) => [
        context,
        {
          address: `laurel.${context}.v1`,
          description: `Everything that ${context} publishes, kept without end; the key is the stream.`,
          messages: Object.fromEntries(messagesOf(context).map(({ name }) => [name, { $ref: `#/components/messages/${name}` }])),
        },
      ]),
    ),
    operations: Object.fromEntries(
      contexts.map((context) => [
        `${context}Publishes`,
        {
          action: 'send',
          channel: { $ref: `#/channels/${context}` },
          messages: messagesOf(context).map(({ name }) => ({ $ref: `#/channels/${context}/messages/${name}` })),
        },
      ]),
    ),
    components: {
      messages: Object.fromEntries(contracts.flatMap(messages).map((message) => [message.name, message])),
      schemas: { cloudEvent },
    },
  };
};

const messages = (contract: PublishedContract) =>
  Object.entries(contract.types).map(([type, { summary, example }]) => {
    const name = wireTypeOf(contract, type);
    return {
      name,
      title: type,
      summary,
      contentType: 'application/json',
      headers: { $ref: '#/components/schemas/cloudEvent' },
      payload: { $ref: `./schemas/${name}.json` },
      bindings: { kafka: { key: { type: 'string', description: 'The stream, as in `ce_subject`.' } } },
      examples: [{ name: 'golden', payload: example }],
    };
  });

const text = (description: string) => ({ type: 'string', description });
const instant = (description: string) => ({ type: 'string', format: 'date-time', description });
const optional = ['ce_traceparent'];

const headers = {
  ce_specversion: { type: 'string', const: '1.0' },
  ce_id: text('Id of the domain event and a number: one of them may become several published ones.'),
  ce_source: text('`/laurel/<service>`.'),
  ce_type: text('`vn.laurel.<context>.<event>.v<n>`.'),
  ce_subject: text('The stream; also the key of the order.'),
  ce_time: instant('When it was recorded.'),
  ce_businesstime: instant('When it counts for the office.'),
  ce_tenant: text('The authority whose data it is.'),
  ce_sequence: text('Compares as text within one key.'),
  ce_partitionkey: text('The stream.'),
  ce_dataschema: text('`urn:laurel:schema:<type>`: the file `schemas/<type>.json`.'),
  ce_dataclassification: { type: 'string', enum: ['public', 'internal', 'personal'] },
  ce_correlationid: text('Of everything that one request caused.'),
  ce_causationid: text('The command that caused it.'),
  ce_traceparent: text('W3C trace context.'),
};

const cloudEvent = { type: 'object', required: Object.keys(headers).filter((name) => !optional.includes(name)), properties: headers };
