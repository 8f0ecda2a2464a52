import { type Logger, pino } from 'pino';
import type { Registry } from 'prom-client';
import type { CheckedConfiguration, Configuration } from './configuration.js';
import { processEnvironment } from './environment.js';
import { doOnce, live } from './lifetime.js';
import type { OperationTable } from './operation.js';
import type { Health } from './operations-server.js';
import type { ProcessValues } from './process-configuration.js';
import { processLogger } from './process-logger.js';
import type { Shutdown } from './shutdown.js';
import { startProblemOf } from './start-problem.js';

export interface ProcessTools {
  readonly logger: Logger;
  /** Aborts when the stop begins: while it opens at once, later after draining. */
  readonly signal: AbortSignal;
  readonly shutdown: Shutdown;
}

/** What a process shows once it is open. What it has opened it has given to `shutdown`. */
export interface Running {
  readonly health: () => Promise<Health>;
  /** With Node's own figures in it; those alone when absent. */
  readonly metrics?: Registry;
  /** Under `/operations/`, where a secret is set. */
  readonly operations?: OperationTable;
}

/** Something else that the program does than to run: `--prepare`. Lines for a person, not for a log. */
export interface ProcessWord<Values> {
  readonly says: string;
  readonly run: (config: Values, tools: ProcessTools & { readonly tell: (line: string) => void }) => Promise<void>;
}

export interface ProcessDefinition<Values extends ProcessValues> {
  /** Of the log and of the traces. */
  readonly name: string;
  readonly configuration: Configuration<Values>;
  /** Opens everything and gives each thing to `shutdown` as it is opened; what a failed start has opened is closed again. */
  readonly open: (config: Values, tools: ProcessTools) => Promise<Running>;
  readonly words?: Readonly<Record<`--${string}`, ProcessWord<Values>>>;
}

/**
 * Runs a process from its first line to its exit. Standard output holds JSON lines and nothing else.
 *
 * - without words: reads the environment, listens for operators, opens, runs until SIGTERM or SIGINT, then stops within LAUREL_STOP_SECONDS
 * - `--check-config`: a table of what is set; secrets are not told
 * - any word of the definition, `--help`
 *
 * Exit codes: 0 ended as it was asked to; 1 wrong configuration, failed start, crash, or a stop that failed or hung; 130 and 143 a second
 * SIGINT or SIGTERM, which does not wait.
 */
export const runProcess = async <Values extends ProcessValues>(
  definition: ProcessDefinition<Values>,
  words: readonly string[] = process.argv.slice(2),
): Promise<void> => {
  const checked = definition.configuration.check(processEnvironment());
  if (words.length === 0) return run(definition, checked);
  process.exit(await say(definition, checked, words));
};

const run = async <Values extends ProcessValues>({ name, open }: ProcessDefinition<Values>, checked: CheckedConfiguration<Values>) => {
  const logger = processLogger({ name, level: checked.values?.LAUREL_LOG_LEVEL ?? 'info' });
  for (const warning of checked.warnings) logger.warn({ part: 'configuration' }, warning);
  if (!checked.values) {
    logger.fatal({ wrong: checked.wrong }, `does not start, the configuration is wrong: ${checked.wrong.join('; ')}`);
    process.exit(1);
  }
  const config = checked.values;
  await live({ name, config, logger }, (tools) => open(config, tools));
};

/** For a person at a terminal: text, and the exit code. */
const say = async <Values extends ProcessValues>(
  { name, open: _, words: own = {} }: ProcessDefinition<Values>,
  { values, lines, wrong, warnings }: CheckedConfiguration<Values>,
  [word, ...more]: readonly string[],
): Promise<number> => {
  const tell = (line: string): void => void process.stdout.write(`${line}\n`);
  if (word === '--check-config' && more.length === 0) {
    const width = Math.max(...lines.map((line) => line.name.length));
    for (const line of lines) tell(`${line.name.padEnd(width)}  ${line.state.padEnd(7)}  ${line.shown}`.trimEnd());
    for (const warning of warnings) tell(`! ${warning}`);
    tell(values ? 'The configuration fits.' : `${wrong.length} ${wrong.length === 1 ? 'variable is' : 'variables are'} wrong.`);
    return values ? 0 : 1;
  }
  const asked = more.length === 0 ? own[word as `--${string}`] : undefined; // looked up: any other text finds nothing
  if (!asked) {
    const known = [
      ['--check-config', 'shows what is set in the environment'],
      ...Object.entries(own).map(([each, { says }]) => [each, says]),
    ];
    tell(`${name}: without words it runs, configured by the environment.`);
    for (const [each = '', says = ''] of known) tell(`  ${each.padEnd(16)}${says}`);
    return word === '--help' ? 0 : 1;
  }
  if (!values) {
    for (const each of wrong) tell(each);
    return 1;
  }
  const logger = processLogger({ name, level: 'warn' }, pino.destination({ dest: 2, sync: true }));
  return doOnce(logger, (tools) => asked.run(values, { ...tools, tell })).catch((error: unknown) => {
    const { line, isBug } = startProblemOf(error);
    tell(isBug && error instanceof Error ? (error.stack ?? line) : line);
    return 1;
  });
};
