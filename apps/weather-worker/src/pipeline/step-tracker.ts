import { failSpan, type Tracing } from '@weather/telemetry';
import type { WeatherStep } from '@weather/weather-domain';
import type { OnRunEvent } from './run-events';

/** Makes spans; they lead nowhere unless tracing is configured. */
export type Tracer = Tracing['tracer'];
type Span = ReturnType<Tracer['startSpan']>;

/** Ends `span` with what went wrong. */
export function endFailed(span: Span, error: unknown): void {
  failSpan(span, error);
  span.end();
}

/** A step that has begun. It ends once. */
export interface RunningStep {
  succeed(): void;
  fail(error: unknown): void;
}

/** A step that begins when there is something for it to do; one that never began ends silently. */
export class LateStep implements RunningStep {
  private running: RunningStep | undefined;

  constructor(private readonly start: () => RunningStep) {}

  begin(): void {
    this.running ??= this.start();
  }

  succeed(): void {
    this.running?.succeed();
  }

  fail(error: unknown): void {
    this.running?.fail(error);
  }
}

/** Begins steps: one span each, and events for whoever counts. */
export class StepTracker {
  constructor(
    private readonly tracer: Tracer,
    private readonly onEvent: OnRunEvent,
  ) {}

  start(step: WeatherStep): RunningStep {
    const span = this.tracer.startSpan(step);
    this.onEvent({ kind: 'step', step, state: 'started' });
    return {
      succeed: () => {
        span.end();
        this.onEvent({ kind: 'step', step, state: 'succeeded' });
      },
      fail: (error) => {
        endFailed(span, error);
        this.onEvent({ kind: 'step', step, state: 'failed', error });
      },
    };
  }

  /** A step that is one piece of work. */
  async during<T>(step: WeatherStep, work: () => Promise<T>): Promise<T> {
    const running = this.start(step);
    try {
      const result = await work();
      running.succeed();
      return result;
    } catch (error) {
      running.fail(error);
      throw error;
    }
  }
}
