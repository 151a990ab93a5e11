import Graphviz
import KubeCluster
import KubeManifest

// What Generator takes and gives, for programs that import PodPathKit alone. Each is declared where it is made.

/// One input, already read: its name, and its bytes.
public typealias SourceFile = KubeManifest.SourceFile
/// A place in a source file.
public typealias SourceLocation = KubeManifest.SourceLocation
/// Something that the reader of the output should know.
public typealias Diagnostic = KubeManifest.Diagnostic
/// What was found so far.
public typealias Diagnostics = KubeManifest.Diagnostics
/// What one run may cost.
public typealias Limits = KubeManifest.Limits
/// What no manifest states about a cluster.
public typealias ClusterFacts = KubeCluster.ClusterFacts
/// What a cluster would make of the manifests.
public typealias Cluster = KubeCluster.Cluster
/// The top owner of some Pods, or a bare Pod.
public typealias ClusterWorkload = KubeCluster.ClusterWorkload
/// A Pod as it would run.
public typealias ClusterPod = KubeCluster.ClusterPod
/// A Service with what it stands for.
public typealias ClusterService = KubeCluster.ClusterService
/// One port that a Service takes connections on.
public typealias ServicePort = KubeManifest.ServicePort
/// One entry of the lists behind a Service.
public typealias Endpoint = KubeCluster.Endpoint
/// One field of one object that made a relation.
public typealias Evidence = KubeCluster.Evidence
/// One connection, hop by hop.
public typealias CommunicationPath = KubeCluster.CommunicationPath
/// One name looked up.
public typealias Lookup = KubeCluster.Lookup
/// One resource record.
public typealias DNSRecord = KubeCluster.DNSRecord
/// What lays out and renders graphs.
public typealias FigureRenderer = Graphviz.FigureRenderer
/// One figure that is to be laid out and rendered.
public typealias RenderJob = Graphviz.RenderJob
/// What a renderer makes of a graph.
public typealias RenderFormat = Graphviz.RenderFormat
/// Why a renderer has no picture.
public typealias RenderFailure = Graphviz.RenderFailure
/// A name that cannot be made out.
public typealias NameError = KubeCluster.NameError
