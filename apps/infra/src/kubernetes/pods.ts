import type {
  Container,
  PodSecurityContext,
  ResourceRequirements,
  SecurityContext,
  TopologySpreadConstraint,
} from 'kubernetes-types/core/v1';
import type { Labels } from './network-policies';

/** The user that our images run as; above those of nodes. */
export const USER = 10_001;

/** What `restricted` asks of pods, and a group that may read what is mounted. */
export const POD_SECURITY: PodSecurityContext = {
  runAsNonRoot: true,
  runAsUser: USER,
  runAsGroup: USER,
  fsGroup: USER,
  fsGroupChangePolicy: 'OnRootMismatch',
  seccompProfile: { type: 'RuntimeDefault' },
};

/** What `restricted` asks of containers, and a file system nobody writes to. */
export const CONTAINER_SECURITY: SecurityContext = {
  allowPrivilegeEscalation: false,
  capabilities: { drop: ['ALL'] },
  privileged: false,
  readOnlyRootFilesystem: true,
  runAsNonRoot: true,
  runAsUser: USER,
  runAsGroup: USER,
};

/** What a container asks for, and the most it gets. */
export interface Needs {
  /** Share of a processor, such as `250m`; there is no limit, idle time is for whoever wants it. */
  readonly cpu: string;
  readonly memory: string;
  /**
   * The most memory.
   *
   * @default as much as it asks for
   */
  readonly memoryLimit?: string;
  /**
   * Space for files outside volumes.
   *
   * @default '64Mi'
   */
  readonly disk?: string;
}

/** Requests and limits of a container. */
export function resourcesFor(needs: Needs): ResourceRequirements {
  const { cpu, memory, memoryLimit = memory, disk = '64Mi' } = needs;
  return {
    requests: { cpu, memory, 'ephemeral-storage': disk },
    limits: { memory: memoryLimit, 'ephemeral-storage': disk },
  };
}

/** A container with all that every container of ours has. */
export function container(
  props: Omit<Container, 'resources' | 'securityContext'>,
  needs: Needs,
): Container {
  return {
    imagePullPolicy: 'Always',
    terminationMessagePolicy: 'FallbackToLogsOnError',
    ...props,
    resources: resourcesFor(needs),
    securityContext: CONTAINER_SECURITY,
  };
}

/** Replicas stand in different zones where they can, and on different nodes. */
export function spread(labels: Labels): TopologySpreadConstraint[] {
  const evenly = (topologyKey: string, whenUnsatisfiable: string): TopologySpreadConstraint => ({
    maxSkew: 1,
    topologyKey,
    whenUnsatisfiable,
    labelSelector: { matchLabels: { ...labels } },
  });
  return [
    evenly('topology.kubernetes.io/zone', 'ScheduleAnyway'),
    evenly('kubernetes.io/hostname', 'ScheduleAnyway'),
  ];
}

/** Replicas shun nodes that have one already. */
export function apart(labels: Labels) {
  const term = {
    topologyKey: 'kubernetes.io/hostname',
    labelSelector: { matchLabels: { ...labels } },
  };
  return {
    podAntiAffinity: {
      preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 100, podAffinityTerm: term }],
    },
  };
}

/** A folder in memory. */
export function memoryVolume(name: string, sizeLimit: string) {
  return { name, emptyDir: { medium: 'Memory', sizeLimit } };
}
