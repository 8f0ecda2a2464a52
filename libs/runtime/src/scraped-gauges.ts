import { Gauge, type Registry } from 'prom-client';

/** Declares one gauge, by service and these labels; `tell` sets it from what was seen, whatever it does not set is absent. */
export type DeclareGauge<Look> = <Label extends string>(
  name: string,
  help: string,
  labelNames: readonly Label[],
  tell: (gauge: Gauge<Label | 'service'>, look: Look) => void,
) => void;

/** Gauges over what is looked at when Prometheus asks: one look for all gauges of a scrape. A look that rejects fails the scrape. */
export const scrapedGauges = <Look>(registry: Registry, look: () => Promise<Look>): DeclareGauge<Look> => {
  let looking: Promise<Look> | undefined;
  // All gauges of a scrape ask at the same moment.
  const shared = (): Promise<Look> => (looking ??= look().finally(() => (looking = undefined)));
  return <Label extends string>(
    name: string,
    help: string,
    labelNames: readonly Label[],
    tell: (gauge: Gauge<Label | 'service'>, look: Look) => void,
  ): void =>
    void new Gauge<Label | 'service'>({
      name,
      help,
      labelNames: ['service', ...labelNames],
      registers: [registry],
      async collect() {
        const seen = await shared();
        this.reset();
        tell(this, seen);
      },
    });
};
