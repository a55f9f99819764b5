import { Release } from '@cdktf/provider-helm/lib/release';
import { Fn, type ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { renderChart, type Chart, type RenderedChart } from '../../kubernetes/chart';

/** Minutes after which a release counts as failed, in seconds. */
const PATIENCE_SECONDS = 900;

/** What a failed release leaves: nothing new, and what was there before. */
const SAFELY = {
  atomic: true,
  cleanupOnFail: true,
  wait: true,
  timeout: PATIENCE_SECONDS,
  maxHistory: 5,
};

/** A chart of our own and the values it takes. */
export interface OwnReleaseProps extends Chart {
  /** Namespace that Helm keeps its record in. */
  readonly namespace: string;
  /** Values that are known when the platform is deployed, by the names that objects call them. */
  readonly values?: Readonly<Record<string, string>>;
  /** @default nothing */
  readonly after?: readonly ITerraformDependable[];
}

/** The values of a chart are others than its objects call for. */
export class ChartValuesError extends Error {
  override readonly name = 'ChartValuesError';
}

/** Our own objects, released with Helm. */
export class OwnRelease extends Construct {
  readonly release: Release;
  readonly rendered: RenderedChart;

  constructor(
    scope: Construct,
    id: string,
    readonly props: OwnReleaseProps,
  ) {
    super(scope, id);
    const { name, namespace, values = {}, after = [] } = props;
    this.rendered = renderChart(props);
    const given = Object.keys(values).toSorted();
    if (given.join() !== this.rendered.values.join()) {
      const wanted = this.rendered.values.join(', ');
      throw new ChartValuesError(`chart ${name} takes ${wanted}; it was given ${given.join(', ')}`);
    }
    this.release = new Release(this, 'release', {
      ...{ name, namespace, ...SAFELY },
      chart: `../../charts/${name}`,
      version: this.rendered.version,
      values: [Fn.yamlencode(values)],
      dependsOn: [...after],
    });
  }
}

/** A chart that others publish. */
export interface UpstreamReleaseProps {
  readonly name: string;
  readonly namespace: string;
  readonly chart: string;
  /** Where the chart is published. */
  readonly repository: string;
  readonly version: string;
  /** Values that differ from the chart's own. */
  readonly values: object;
  /** @default nothing */
  readonly after?: readonly ITerraformDependable[];
}

/** A chart that others publish, in the version that is pinned. */
export class UpstreamRelease extends Construct {
  readonly release: Release;

  constructor(
    scope: Construct,
    id: string,
    readonly props: UpstreamReleaseProps,
  ) {
    super(scope, id);
    const { values, after = [], ...rest } = props;
    this.release = new Release(this, 'release', {
      ...{ ...rest, ...SAFELY },
      values: [Fn.yamlencode(values)],
      dependsOn: [...after],
    });
  }
}
