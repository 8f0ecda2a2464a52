import {
  type Attributes,
  type Context,
  context,
  isSpanContextValid,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  SpanStatusCode,
  trace,
} from '@opentelemetry/api';

export interface TraceOptions {
  readonly kind?: keyof typeof SpanKind;
  /** Never what a person is called, wrote or is shown: traces leave the house. */
  readonly attributes?: Attributes;
  /** W3C traceparent of what caused it; counts where no span of this process is open. */
  readonly parent?: string | undefined;
}

/** A span that somebody else ends. */
export interface OpenSpan {
  /** The first end counts. */
  end(error?: unknown): void;
}

const tracer = () => trace.getTracer('laurel');

/** Runs the work as one span, and what it calls beneath it. Costs next to nothing while no exporter is configured. */
export const traced = <T>(name: string, options: TraceOptions, work: () => Promise<T>): Promise<T> => {
  const [span, within] = begin(name, options);
  return context.with(within, async () => {
    try {
      const result = await work();
      span.end();
      return result;
    } catch (error) {
      failed(span, error);
      span.end();
      throw error;
    }
  });
};

/** For work that is not one call: what happens between two pulls of a subscription. */
export const openSpan = (name: string, options: TraceOptions): OpenSpan => {
  const [span] = begin(name, options);
  return {
    end: (error) => {
      if (!span.isRecording()) return;
      if (error !== undefined) failed(span, error);
      span.end();
    },
  };
};

/** For headers and metadata; undefined outside of any trace. */
export const currentTraceparent = (): string | undefined => {
  const current = trace.getActiveSpan()?.spanContext();
  if (!current || !isSpanContextValid(current)) return undefined;
  return `00-${current.traceId}-${current.spanId}-${current.traceFlags.toString(16).padStart(2, '0')}`;
};

const begin = (name: string, { kind = 'INTERNAL', attributes, parent }: TraceOptions): [Span, Context] => {
  const around = parentContext(parent);
  const span = tracer().startSpan(name, { kind: SpanKind[kind], ...(attributes && { attributes }) }, around);
  return [span, trace.setSpan(around, span)];
};

const parentContext = (parent: string | undefined): Context => {
  if (trace.getActiveSpan() || parent === undefined) return context.active();
  const [, traceId, spanId, flags] = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/.exec(parent) ?? [];
  if (traceId === undefined || spanId === undefined || flags === undefined) return context.active();
  return trace.setSpanContext(ROOT_CONTEXT, { traceId, spanId, traceFlags: Number.parseInt(flags, 16), isRemote: true });
};

/** By its kind only: a message may quote what somebody wrote. */
const failed = (span: Span, error: unknown): void => {
  const kind = error instanceof Error ? error.name : typeof error;
  span.setStatus({ code: SpanStatusCode.ERROR, message: kind });
  span.setAttribute('error.type', kind);
};
