import { z } from 'zod';

const metadata = z.object({
  name: z.string(),
  namespace: z.string().optional(),
  annotations: z.record(z.string(), z.string()).default({}),
  labels: z.record(z.string(), z.string()).default({}),
});

const conditions = z.array(z.object({ type: z.string(), status: z.string() })).default([]);

/** Something with conditions, such as a node or a node pool. */
export const conditioned = z.object({ metadata, status: z.object({ conditions }) });

/** Something that runs pods. */
export const workload = z.object({
  metadata,
  spec: z.object({ replicas: z.number().default(1) }),
  status: z.object({ readyReplicas: z.number().default(0) }),
});

/** Something of which only the name counts. */
export const named = z.object({ metadata });

const exited = z.object({ terminated: z.object({ exitCode: z.number() }).optional() });

/** A pod and what became of its init containers. */
export const pod = z.object({
  metadata,
  spec: z.object({
    containers: z.array(
      z.object({
        name: z.string(),
        env: z.array(z.object({ name: z.string(), valueFrom: z.unknown().optional() })).default([]),
      }),
    ),
  }),
  status: z.object({
    phase: z.string().default('Unknown'),
    conditions,
    initContainerStatuses: z.array(z.object({ name: z.string(), state: exited })).default([]),
  }),
});

/** A claim of a volume. */
export const claim = z.object({ metadata, status: z.object({ phase: z.string() }) });

/** Whether a condition is true. */
export function isTrue(
  { status }: Pick<z.output<typeof conditioned>, 'status'>,
  type: string,
): boolean {
  return status.conditions.some((one) => one.type === type && one.status === 'True');
}
