/** Between us and the brokers: what toxiproxy does to every connection that goes through it. */
export interface Network {
  /** Every connection is reset, and none is taken. */
  cut(): Promise<void>;
  /** What is said arrives; the answers do not, and no connection ends. */
  swallowAnswers(): Promise<void>;
  /** Nothing arrives either way, and no connection ends. */
  silence(): Promise<void>;
  slow(ms: number): Promise<void>;
  /** Connections that stood go on: nothing of theirs was lost. */
  noLongerSlow(): Promise<void>;
  /** New connections are as they should be; those that stood while bytes were lost are reset. */
  heal(): Promise<void>;
}

export const networkOf = (api: string, members: readonly string[]): Network => {
  const ask = async (path: string, body?: object): Promise<void> => {
    const asked = { method: 'POST', signal: AbortSignal.timeout(30_000), ...(body && { body: JSON.stringify(body) }) };
    const answer = await fetch(`${api}${path}`, { headers: { 'content-type': 'application/json' }, ...asked });
    if (!answer.ok) throw new Error(`toxiproxy refuses ${path}: ${await answer.text()}`);
  };
  const each = async (work: (member: string) => Promise<void>): Promise<void> => void (await Promise.all(members.map(work)));
  const enabled = (is: boolean) => each((member) => ask(`/proxies/${member}`, { enabled: is }));
  const toxic = (type: string, stream: 'upstream' | 'downstream', attributes: object) =>
    each((member) => ask(`/proxies/${member}/toxics`, { name: `${type}-${stream}`, type, stream, toxicity: 1, attributes }));
  return {
    cut: () => enabled(false),
    swallowAnswers: () => toxic('timeout', 'downstream', { timeout: 0 }),
    silence: async () => {
      await toxic('timeout', 'downstream', { timeout: 0 });
      await toxic('timeout', 'upstream', { timeout: 0 });
    },
    slow: async (ms) => {
      await toxic('latency', 'upstream', { latency: ms, jitter: ms / 2 });
      await toxic('latency', 'downstream', { latency: ms, jitter: ms / 2 });
    },
    noLongerSlow: () => ask('/reset'),
    heal: async () => {
      await enabled(false);
      await ask('/reset');
    },
  };
};
