/// A kind of figure, as the catalogue lists it.
public struct CatalogEntry: Sendable {
    let kind: any FigureKind

    /// Stable, in lower case: what `--figure` takes.
    public var id: String { kind.id }
    /// In a few words.
    public var title: String { kind.title }
    /// The question that the figure answers.
    public var question: String { kind.question }

    /// Every kind, in the order of the catalogue.
    public static var all: [CatalogEntry] { FigureCatalog.all.map(CatalogEntry.init) }

    /// The kind of this id; nil where there is none.
    public init?(_ id: String) {
        guard let kind = FigureCatalog.kind(id) else { return nil }
        self.kind = kind
    }

    private init(_ kind: any FigureKind) { self.kind = kind }
}
