// Who imports PodPathKit has what its own types are made of: files, diagnostics, limits, the cluster and its facts.
@_exported import KubeCluster
@_exported import KubeManifest
