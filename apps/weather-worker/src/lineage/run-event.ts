import type { CheckResult } from '@weather/weather-domain';

/** The version of OpenLineage that is spoken; those of the facets stand with them. */
const RUN_EVENT = 'https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent';

function facetSchema(name: string, version: string): string {
  return `https://openlineage.io/spec/facets/${version}/${name}.json#/$defs/${name}`;
}

/** A job, as OpenLineage names it. */
export interface JobName {
  readonly namespace: string;
  readonly name: string;
}

/** A column of a dataset. */
export interface SchemaField {
  readonly name: string;
  readonly type: string;
}

/** A dataset, and what is known of it. */
export interface Dataset {
  readonly namespace: string;
  readonly name: string;
  readonly fields?: readonly SchemaField[];
  /** Where and how it is kept. */
  readonly storage?: { readonly storageLayer: string; readonly fileFormat: string };
  /** Tells one content from another. */
  readonly version?: string | undefined;
  /** What was written. */
  readonly statistics?: {
    readonly rowCount: number;
    readonly size?: number;
    readonly fileCount?: number;
  };
  /** What the checks found; OpenLineage knows them for inputs only. */
  readonly checks?: readonly CheckResult[];
}

/** What stays the same from the first event of a run to its last. */
export interface LineageRun {
  readonly runId: string;
  readonly job: JobName;
  /** The scheduled time, where the work knows it. */
  readonly at?: Date | undefined;
  /** The run that this one is part of, such as Dagster's. */
  readonly parent?: { readonly runId: string; readonly job: JobName } | undefined;
  /** URI of the program and its version. */
  readonly producer: string;
}

export type EventType = 'START' | 'COMPLETE' | 'FAIL' | 'ABORT';

/** What happened to a run. */
export interface Happening {
  readonly type: EventType;
  readonly time: Date;
  readonly inputs?: readonly Dataset[];
  readonly outputs?: readonly Dataset[];
  readonly error?: { readonly message: string; readonly stack?: string | undefined } | undefined;
}

type Facets = Readonly<Record<string, object>>;

/** Makes facets, which all name their producer and their schema. */
function facetMaker(producer: string) {
  return (schema: readonly [name: string, version: string], content: object | undefined) =>
    content && { _producer: producer, _schemaURL: facetSchema(...schema), ...content };
}

type MakeFacet = ReturnType<typeof facetMaker>;

function present(facets: Readonly<Record<string, object | undefined>>): Facets {
  return Object.fromEntries(
    Object.entries(facets).filter((entry): entry is [string, object] => entry[1] !== undefined),
  );
}

function runFacets({ parent, at }: LineageRun, { error }: Happening, make: MakeFacet): Facets {
  return present({
    parent: make(
      ['ParentRunFacet', '1-2-0'],
      parent && { run: { runId: parent.runId }, job: parent.job },
    ),
    nominalTime: make(
      ['NominalTimeRunFacet', '1-0-1'],
      at && { nominalStartTime: at.toISOString() },
    ),
    processing_engine: make(['ProcessingEngineRunFacet', '1-1-1'], {
      name: 'weather-worker',
      version: process.version,
    }),
    errorMessage: make(
      ['ErrorMessageRunFacet', '1-0-1'],
      error && {
        message: error.message,
        programmingLanguage: 'JavaScript',
        stackTrace: error.stack,
      },
    ),
  });
}

function assertionsOf(checks: readonly CheckResult[]): readonly object[] {
  return checks.map(({ name, passed, severity, column, expected, actual }) => ({
    assertion: name,
    success: passed,
    severity: severity === 'ERROR' ? 'error' : 'warn',
    ...(column === undefined ? {} : { column }),
    expected,
    actual,
  }));
}

function datasetOf(dataset: Dataset, make: MakeFacet): object {
  const { namespace, name, fields, storage, version } = dataset;
  const facets = present({
    schema: make(['SchemaDatasetFacet', '1-2-0'], fields && { fields }),
    storage: make(['StorageDatasetFacet', '1-0-1'], storage),
    version: make(
      ['DatasetVersionDatasetFacet', '1-0-1'],
      version === undefined ? undefined : { datasetVersion: version },
    ),
  });
  return { namespace, name, facets };
}

function inputOf(dataset: Dataset, make: MakeFacet): object {
  const { checks = [] } = dataset;
  const assertions = checks.length === 0 ? undefined : { assertions: assertionsOf(checks) };
  const inputFacets = present({
    dataQualityAssertions: make(['DataQualityAssertionsDatasetFacet', '1-1-0'], assertions),
  });
  return { ...datasetOf(dataset, make), inputFacets };
}

function outputOf(dataset: Dataset, make: MakeFacet): object {
  const outputFacets = present({
    outputStatistics: make(['OutputStatisticsOutputDatasetFacet', '1-0-2'], dataset.statistics),
  });
  return { ...datasetOf(dataset, make), outputFacets };
}

/** What happened to a run, as OpenLineage says it. */
export function runEvent(run: LineageRun, happening: Happening): object {
  const { runId, job, producer } = run;
  const make = facetMaker(producer);
  const { type, time, inputs = [], outputs = [] } = happening;
  const jobType = { processingType: 'BATCH', integration: 'WEATHER_WORKER', jobType: 'TASK' };
  return {
    eventType: type,
    eventTime: time.toISOString(),
    producer,
    schemaURL: RUN_EVENT,
    run: { runId, facets: runFacets(run, happening, make) },
    job: { ...job, facets: present({ jobType: make(['JobTypeJobFacet', '2-0-4'], jobType) }) },
    inputs: inputs.map((input) => inputOf(input, make)),
    outputs: outputs.map((output) => outputOf(output, make)),
  };
}
