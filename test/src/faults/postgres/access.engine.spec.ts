import { describe, expect, it } from '@jest/globals';
import { migrate, openPostgresEventStore } from '@laurel/event-store-postgres';
import { withOwnPostgres } from './own-postgres.js';

const told = (url: string) =>
  openPostgresEventStore({ url }).then(
    (store) => store.close().then(() => 'opened'),
    ({ name, message }: Error) => `${name}: ${message}`,
  );

describe('the way to a PostgreSQL that lets not everybody in', () => {
  it('is told in one line where password or TLS are wrong, and open where they are right', async () => {
    await withOwnPostgres(
      async ({ url, port, certificate }) => {
        const where = `PostgresStoreUnusable: PostgreSQL at 127.0.0.1:${port}/postgres`;
        const tls = `sslmode=verify-full&sslrootcert=${certificate}`;
        await migrate(`${url}?${tls}`);
        expect(await told(`${url}?${tls}`)).toBe('opened');
        expect(await told(`${url.replace(':right@', ':wrong@')}?${tls}`)).toBe(
          `${where}: password authentication failed for user "laurel"; check user and password of the address`,
        );
        expect(await told(`${url.replace(':right@', '@')}?${tls}`)).toBe(
          `${where}: SASL: SCRAM-SERVER-FIRST-MESSAGE: client password must be a string; check user and password of the address`,
        );
        expect(await told(`${url}?sslmode=verify-full`)).toBe(
          `${where}: self-signed certificate; check sslmode and sslrootcert of the address`,
        );
        expect(await told(`${url.replace('127.0.0.1', 'localhost')}?${tls}`)).toMatch(
          /Hostname\/IP does not match certificate's altnames: .*; check sslmode and sslrootcert of the address$/,
        );
        expect(await told(url)).toMatch(
          /: no pg_hba\.conf entry for host .*, no encryption; check the user of the address, and pg_hba\.conf/,
        );
      },
      { password: 'right', tls: true },
    );
  });
});
