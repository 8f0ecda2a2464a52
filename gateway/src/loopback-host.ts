import type { FastifyReply, FastifyRequest } from 'fastify';

/** True for a Host header, with or without a port, that names this machine's loopback. */
export const isLoopbackHost = (host: string | undefined): boolean => /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/i.test(host ?? '');

/**
 * Before a route that gives tokens or takes orders: refuses with 403 whoever came here under another name. A foreign page may give its
 * own name this machine's address (DNS rebinding); then only the Host header tells it from us.
 */
export const onlyLoopbackHost = async ({ headers }: FastifyRequest, reply: FastifyReply): Promise<unknown> =>
  isLoopbackHost(headers.host) ? undefined : reply.code(403).send({ error: 'open it as localhost or 127.0.0.1' });
