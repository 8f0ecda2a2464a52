import { describe, expect, it } from '@jest/globals';
import { serveSubgraph } from './serve-subgraph.js';
import { headersOf, notesService } from './spec/notes.js';

describe('a subgraph over HTTP', () => {
  it('has the same door', async () => {
    const { subgraph } = await notesService();
    const served = await serveSubgraph(subgraph, { host: '127.0.0.1', port: 0 });
    const post = async (body: string, headers: Record<string, string> = {}) => {
      const answer = await fetch(served.url, {
        method: 'POST',
        body,
        headers: { connection: 'close', 'x-request-id': 'req_1', ...headers },
      });
      return [answer.status, await answer.json()];
    };
    const { authorization } = await headersOf('officer');
    const query = JSON.stringify({ query: 'query Q($id: ID!) { note(id: $id) { id } }', variables: { id: 'x' }, operationName: 'Q' });
    const answers = [
      await post(query, { authorization: authorization! }),
      await post(query),
      await post('{'),
      await post(JSON.stringify({ query: 'x'.repeat(11 * 1024 * 1024) })),
    ];
    await served.close();
    await subgraph.close();
    expect(answers).toEqual([
      [200, { data: { note: null } }],
      [
        200,
        {
          errors: [
            {
              message: 'A valid token is needed: send it as "Authorization: Bearer <token>".',
              extensions: { code: 'UNAUTHENTICATED', service: 'notes', requestId: 'req_1' },
            },
          ],
        },
      ],
      [400, { errors: [{ message: 'a GraphQL operation as JSON is needed' }] }],
      [413, { errors: [{ message: 'a GraphQL operation as JSON is needed' }] }],
    ]);
  });
});
