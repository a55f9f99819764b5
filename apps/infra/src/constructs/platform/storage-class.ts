import type { StorageClass } from 'kubernetes-types/storage/v1';
import { object, type KubernetesObject } from '../../kubernetes/objects';

/** Name of the class of volumes. */
export const STORAGE_CLASS = 'gp3';

/** Volumes of EBS: encrypted, made where their pod stands, able to grow; the default. */
export function storageClass(): KubernetesObject {
  return object<StorageClass>(
    { apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass' },
    {
      name: STORAGE_CLASS,
      annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' },
    },
    {
      provisioner: 'ebs.csi.aws.com',
      parameters: { type: 'gp3', encrypted: 'true', fsType: 'ext4' },
      volumeBindingMode: 'WaitForFirstConsumer',
      allowVolumeExpansion: true,
      reclaimPolicy: 'Delete',
    },
  );
}
