package io.millrace.models.registry;

/** Whether a model version can be served. */
public enum VersionState {
  /** Its number is taken; its files may not be there yet. */
  STAGED,
  /** Published and complete. Only such a version can be promoted. */
  READY,
  /** Never published: its run was refused, failed or started again. */
  DISCARDED,
  /** Not to be loaded by anyone, until somebody releases it. */
  QUARANTINED,
  /** Its files were deleted to save space; no alias ever meant it. Final. */
  PRUNED
}
